import { crc32, deflateSync } from "node:zlib";
import type { Picture } from "./pictures.ts";

/** A picture that is small as a file and large as pixels, and whether it is beyond what is decoded at all. */
export type Bomb = Picture & { readonly isTooLarge: boolean };

/** Bombs of some kilobytes to some hundred each, made when they are first asked for. */
export function createBombs(): readonly Bomb[] {
  return [
    toBomb("png of 900 megapixels", () => createFlatPng(30_000, 30_000, 1, 0, 0), true),
    toBomb(
      "png that says 2 gigapixels squared",
      () => lieInPng(createFlatPng(8, 8, 1, 0, 0), 0x7fffffff),
      true,
    ),
    toBomb("png of 99 megapixels, one bit each", () => createFlatPng(9_950, 9_950, 1, 0, 0), false),
    // Interlaced rows come in an order that has to be held in memory.
    toBomb(
      "interlaced png of 36 megapixels, 64 bits each",
      () => createFlatPng(6_000, 6_000, 16, 6, 1),
      false,
    ),
  ];
}

function toBomb(name: string, create: () => Buffer, isTooLarge: boolean): Bomb {
  let bytes: Buffer | undefined;
  return {
    name,
    format: "png",
    extension: "png",
    get bytes() {
      bytes ??= create();
      return bytes;
    },
    isTaken: true,
    isTooLarge,
  };
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A PNG of black pixels; `colour` and `interlace` as its header counts them. */
function createFlatPng(
  width: number,
  height: number,
  depth: number,
  colour: number,
  interlace: number,
): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, colour, 0, 0, interlace], 8);
  const bits = depth * (colour === 6 ? 4 : 1);
  // Each of the seven passes of an interlaced picture has rows of its own with a byte before each.
  const bytes = Math.ceil((width * bits) / 8 + 1) * height + (interlace ? height * 8 : 0);
  const pixels = deflateSync(Buffer.alloc(bytes), { level: 1 });
  return Buffer.concat([
    signature,
    writePngChunk("IHDR", header),
    writePngChunk("IDAT", pixels),
    writePngChunk("IEND", Buffer.alloc(0)),
  ]);
}

/** A chunk of a PNG with its checksum. */
export function writePngChunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

function lieInPng(png: Buffer, sidePx: number): Buffer {
  const header = Buffer.from(png.subarray(16, 29));
  header.writeUInt32BE(sidePx, 0);
  header.writeUInt32BE(sidePx, 4);
  return Buffer.concat([signature, writePngChunk("IHDR", header), png.subarray(33)]);
}
