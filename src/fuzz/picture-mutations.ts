import { writePngChunk } from "./bombs.ts";
import type { Effect } from "./case.ts";
import { withMetadata } from "./picture-metadata.ts";
import type { Picture } from "./pictures.ts";
import type { Random } from "./random.ts";

/** A change that knows the format of the picture; undefined where it does not apply. */
export type PictureMutation = {
  readonly name: string;
  readonly change: (
    picture: Picture,
    random: Random,
  ) => { readonly bytes: Buffer; readonly effect: Effect } | undefined;
};

/** Lies in headers, metadata that is none, and files that are two things at once. */
export const pictureMutations: readonly PictureMutation[] = [
  {
    name: "another size in the header",
    change(picture, random) {
      const bytes = lieAboutSize(picture, random);
      return bytes && { bytes, effect: "open" };
    },
  },
  {
    name: "an orientation that is none",
    change: (picture, random) => withMetadata(picture, random, "exif", "open"),
  },
  {
    name: "a colour profile that is none",
    change: (picture, random) => withMetadata(picture, random, "icc", "open"),
  },
  {
    name: "a comment",
    change: (picture, random) => withMetadata(picture, random, "comment", "keeps"),
  },
  {
    name: "something behind the end",
    // A TIFF file may have its directory anywhere, and a RIFF file says how long it is.
    change({ format, bytes }, random) {
      if (format !== "jpeg" && format !== "png") return undefined;
      return { bytes: Buffer.concat([bytes, random.pick(tails)]), effect: "keeps" };
    },
  },
  {
    name: "something before the beginning",
    change: ({ bytes }, random) => ({
      bytes: Buffer.concat([random.pick(heads), bytes]),
      effect: { refused: [400] },
    }),
  },
  {
    name: "half of it",
    change({ bytes, isTaken }, random) {
      const end = Math.floor((bytes.length * random.between(5, 60)) / 100);
      return isTaken ? { bytes: bytes.subarray(0, end), effect: { refused: [400] } } : undefined;
    },
  },
  {
    name: "segments dropped, doubled or moved",
    change({ format, bytes }, random) {
      const pieces = format === "jpeg" ? splitJpeg(bytes) : format === "png" ? splitPng(bytes) : undefined;
      if (!pieces || pieces.length < 3) return undefined;
      const at = random.between(1, pieces.length - 2);
      const piece = pieces[at] ?? Buffer.alloc(0);
      const without = pieces.toSpliced(at, 1);
      const changed = random.pick([
        without,
        pieces.toSpliced(at, 0, piece),
        without.toSpliced(random.between(1, without.length - 1), 0, piece),
      ]);
      return { bytes: Buffer.concat(changed), effect: "open" };
    },
  },
];

const tails = [
  Buffer.from("<script>alert(1)</script>"),
  Buffer.from("PK\x05\x06".padEnd(22, "\0"), "latin1"),
  Buffer.alloc(3_000, 0xff),
  Buffer.from("%PDF-1.4\n%%EOF"),
  Buffer.from("\r\n--boundary--\r\n"),
];
const heads = [
  Buffer.from("GIF8"),
  Buffer.from("%PDF-1.4\n"),
  Buffer.from("<!--"),
  Buffer.from("\0"),
  Buffer.from("\ufeff"),
];
const sizes = [0, 1, 2, 7, 361, 9_999, 20_000, 65_535, 0x7fffffff, 0xffffffff];

function lieAboutSize({ format, bytes }: Picture, random: Random): Buffer | undefined {
  const lie = Buffer.from(bytes);
  const [width, height] = [random.pick(sizes), random.pick(sizes)];
  switch (format) {
    case "jpeg": {
      const frame = findFrame(bytes);
      if (frame === undefined) return undefined;
      lie.writeUInt16BE(height & 0xffff, frame + 5);
      lie.writeUInt16BE(width & 0xffff, frame + 7);
      return lie;
    }
    case "png": {
      lie.writeUInt32BE(width, 16);
      lie.writeUInt32BE(height, 20);
      // With the right checksum, so that it is not the checksum that is refused.
      const header = writePngChunk("IHDR", lie.subarray(16, 29));
      return Buffer.concat([lie.subarray(0, 8), header, lie.subarray(33)]);
    }
    case "webp":
      // Of VP8X the canvas, of VP8 and VP8L a part of the frame's size.
      lie.writeUIntLE(width & 0xffffff, 24, 3);
      lie.writeUIntLE(height & 0xffffff, 27, 3);
      return lie;
    case "gif":
      lie.writeUInt16LE(width & 0xffff, 6);
      lie.writeUInt16LE(height & 0xffff, 8);
      return lie;
    case "tiff":
      return lieInTiff(lie, width, random);
    case "other":
      return undefined;
  }
}

/** Changes the value of one entry of the first directory of a little-endian TIFF, whichever it is. */
function lieInTiff(bytes: Buffer, value: number, random: Random): Buffer | undefined {
  const isBig = bytes.readUInt16LE(2) === 43;
  const directory = isBig ? Number(bytes.readBigUInt64LE(8)) : bytes.readUInt32LE(4);
  if (bytes[0] !== 0x49 || directory + 20 > bytes.length) return undefined;
  const entries = bytes.readUInt16LE(directory);
  const entry = directory + (isBig ? 8 : 2) + random.below(entries) * (isBig ? 20 : 12);
  const at = entry + (isBig ? 12 : 8);
  if (at + 4 > bytes.length) return undefined;
  bytes.writeUInt32LE(value, at);
  return bytes;
}

function findFrame(bytes: Buffer): number | undefined {
  for (let at = 2; at + 4 < bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff || marker === 0xda) return undefined;
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) return at;
  }
  return undefined;
}

function splitJpeg(bytes: Buffer): Buffer[] {
  const pieces = [bytes.subarray(0, 2)];
  let at = 2;
  while (at + 4 < bytes.length && bytes[at] === 0xff && bytes[at + 1] !== 0xda) {
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    pieces.push(bytes.subarray(at, end));
    at = end;
  }
  return [...pieces, bytes.subarray(at)];
}

function splitPng(bytes: Buffer): Buffer[] {
  const pieces = [bytes.subarray(0, 8)];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + bytes.readUInt32BE(at);
    pieces.push(bytes.subarray(at, end));
    at = end;
  }
  return pieces;
}
