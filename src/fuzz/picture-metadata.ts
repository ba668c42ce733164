import { writePngChunk } from "./bombs.ts";
import type { Effect } from "./case.ts";
import type { Picture } from "./pictures.ts";
import type { Random } from "./random.ts";

/** The picture with one more block of metadata, right by its length and wrong by its content; undefined where the format has no such block here. */
export function withMetadata(
  { format, bytes }: Picture,
  random: Random,
  kind: "exif" | "icc" | "comment",
  effect: Effect,
): { readonly bytes: Buffer; readonly effect: Effect } | undefined {
  const content = kind === "exif" ? createExif(random) : random.bytes(random.between(0, 600));
  if (format === "jpeg") {
    const [marker, prefix] = {
      exif: [0xe1, "Exif\0\0"] as const,
      icc: [0xe2, "ICC_PROFILE\0\x01\x01"] as const,
      comment: [0xfe, ""] as const,
    }[kind];
    const body = Buffer.concat([Buffer.from(prefix, "latin1"), content]);
    const head = Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 0xff]);
    return { bytes: Buffer.concat([bytes.subarray(0, 2), head, body, bytes.subarray(2)]), effect };
  }
  if (format === "png") {
    const type = { exif: "eXIf", icc: "iCCP", comment: "stUf" }[kind];
    const chunk = writePngChunk(
      type,
      kind === "icc" ? Buffer.concat([Buffer.from("x\0\0"), content]) : content,
    );
    return { bytes: Buffer.concat([bytes.subarray(0, 33), chunk, bytes.subarray(33)]), effect };
  }
  return undefined;
}

/** A directory with an orientation of any value and type, which may also point to itself. */
function createExif(random: Random): Buffer {
  if (random.chance(0.2)) return random.bytes(random.between(0, 60));
  const exif = Buffer.alloc(26);
  exif.write("II*\0", "latin1");
  exif.writeUInt32LE(random.pick([8, 8, 8, 0, 4, 0xffffffff]), 4);
  exif.writeUInt16LE(random.pick([1, 1, 0, 65_535]), 8);
  exif.writeUInt16LE(274, 10);
  exif.writeUInt16LE(random.pick([3, 3, 4, 2, 5, 7, 99]), 12);
  exif.writeUInt32LE(random.pick([1, 1, 0, 2, 0xffffffff]), 14);
  exif.writeUInt32LE(random.pick([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 65_535]), 18);
  exif.writeUInt32LE(random.pick([0, 8, 0xfffffff0]), 22);
  return exif;
}
