import type { BoundingBox, RgbImage } from "./facts.ts";

/**
 * Luma (Rec. 601, 0..255) of a part of an image at its own resolution; (`left`, `top`) is its first pixel in
 * the image.
 */
export type LumaTile = {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly left: number;
  readonly top: number;
  readonly luma: Float32Array;
};

/**
 * Cuts a square of at most `sidePx` around the centre of `box`, moved into the image and made smaller where
 * the image is.
 */
export function cutLumaTile(image: RgbImage, box: BoundingBox, sidePx: number): LumaTile {
  const widthPx = Math.min(image.widthPx, Math.max(1, Math.round(sidePx)));
  const heightPx = Math.min(image.heightPx, Math.max(1, Math.round(sidePx)));
  const left = toStart(box.x + box.width / 2, widthPx, image.widthPx);
  const top = toStart(box.y + box.height / 2, heightPx, image.heightPx);
  const luma = new Float32Array(widthPx * heightPx);
  for (let y = 0, i = 0; y < heightPx; y++) {
    let at = ((top + y) * image.widthPx + left) * 3;
    for (let x = 0; x < widthPx; x++, i++, at += 3) {
      const { data } = image;
      luma[i] = 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
    }
  }
  return { widthPx, heightPx, left, top, luma };
}

function toStart(centre: number, length: number, limit: number): number {
  return Math.max(0, Math.min(limit - length, Math.round(centre - length / 2)));
}
