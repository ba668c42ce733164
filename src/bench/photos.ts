import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import sharp from "sharp";

/** A part of `sample<sample>.jpg` of face-api's demo with one face in it; its height is three quarters of `widthPx`. */
type OneFaceCrop = {
  readonly sample: number;
  readonly left: number;
  readonly top: number;
  readonly widthPx: number;
};

// Parts of 1.65 times the height of a face. At 512 pixels the detector finds the face in all of them, at 320 with a score
// above 0.7 in 13; the others also pay for the second stage of the cascade, as some photos of users do.
const crops: readonly OneFaceCrop[] = [
  { sample: 1, left: 1313, top: 121, widthPx: 528 },
  { sample: 1, left: 239, top: 277, widthPx: 528 },
  { sample: 1, left: 681, top: 347, widthPx: 500 },
  { sample: 2, left: 1277, top: 75, widthPx: 532 },
  { sample: 2, left: 721, top: 144, widthPx: 512 },
  { sample: 3, left: 856, top: 117, widthPx: 660 },
  { sample: 3, left: 387, top: 241, widthPx: 596 },
  { sample: 3, left: 1292, top: 201, widthPx: 612 },
  { sample: 4, left: 474, top: 4, widthPx: 564 },
  { sample: 4, left: 68, top: 105, widthPx: 540 },
  { sample: 4, left: 823, top: 106, widthPx: 500 },
  { sample: 4, left: 1082, top: 64, widthPx: 536 },
  { sample: 5, left: 131, top: 761, widthPx: 660 },
  { sample: 5, left: 1191, top: 301, widthPx: 596 },
  { sample: 5, left: 407, top: 334, widthPx: 548 },
  { sample: 5, left: 932, top: 121, widthPx: 520 },
  { sample: 5, left: 632, top: 40, widthPx: 468 },
  { sample: 6, left: 1267, top: 167, widthPx: 648 },
  { sample: 6, left: 35, top: 373, widthPx: 640 },
  { sample: 6, left: 423, top: 221, widthPx: 672 },
];

/** JPEGs of 1280x960 with one face each: the first `faces` of twenty in face-api's demo photos, `variants` times with other brightness. */
export async function createPhotos(variants: number, faces: number = crops.length): Promise<Uint8Array[]> {
  const folder = join(
    dirname(createRequire(import.meta.url).resolve("@vladmandic/face-api/package.json")),
    "demo",
  );
  const photos: Uint8Array[] = [];
  for (let variant = 0; variant < variants; variant++) {
    for (const { sample, left, top, widthPx } of crops.slice(0, faces)) {
      photos.push(
        await sharp(join(folder, `sample${sample}.jpg`))
          .extract({ left, top, width: widthPx, height: widthPx * 0.75 })
          .resize(1280, 960)
          .modulate({ brightness: 1 + variant * 0.03 })
          .jpeg({ quality: 88 })
          .toBuffer(),
      );
    }
  }
  return photos;
}

const startOfImageBytes = 2;

/** The JPEG with `number` in a comment: other bytes, hence a new photo for the server, with pixels that take the same work. */
export function stampPhoto(jpeg: Uint8Array, number: number): Buffer {
  const text = Buffer.from(`photo ${number}`);
  const comment = Buffer.alloc(4 + text.length);
  comment.writeUInt16BE(0xfffe, 0);
  comment.writeUInt16BE(2 + text.length, 2);
  text.copy(comment, 4);
  return Buffer.concat([jpeg.subarray(0, startOfImageBytes), comment, jpeg.subarray(startOfImageBytes)]);
}
