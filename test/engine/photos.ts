import sharp from "sharp";
import type { BoundingBox } from "../../src/face/facts.ts";

export { loadDemoPhoto as loadPhoto } from "../helpers/demo-photos.ts";

/** A PNG of the box with a margin on each side, as a share of the box; it ends at the border of the photo. */
export async function createCrop(photo: Buffer, box: BoundingBox, margin: number): Promise<Buffer> {
  const { width, height } = await sharp(photo).metadata();
  const left = Math.max(0, Math.round(box.x - margin * box.width));
  const top = Math.max(0, Math.round(box.y - margin * box.height));
  return sharp(photo)
    .extract({
      left,
      top,
      width: Math.min(width - left, Math.round(box.width * (1 + 2 * margin))),
      height: Math.min(height - top, Math.round(box.height * (1 + 2 * margin))),
    })
    .png()
    .toBuffer();
}

/** Boxes of some faces in the photos, as face-api found them when the tests were written. */
export const knownBoxes: Readonly<Record<number, readonly BoundingBox[]>> = {
  1: [toBox(414, 355, 177, 240), toBox(838, 421, 186, 228), toBox(1476, 199, 203, 241)],
  3: [toBox(585, 329, 199, 271), toBox(1514, 292, 170, 280), toBox(1075, 215, 220, 299)],
  5: [
    toBox(787, 109, 156, 212),
    toBox(1113, 198, 158, 236),
    toBox(1406, 390, 165, 271),
    toBox(598, 415, 166, 249),
    toBox(377, 859, 172, 301),
  ],
};

function toBox(x: number, y: number, width: number, height: number): BoundingBox {
  return { x, y, width, height };
}
