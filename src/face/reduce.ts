import type { BoundingBox, RgbImage } from "./facts.ts";

/**
 * A part of an image, made smaller by a whole factor; pixel (0, 0) covers `factor` x `factor` pixels from
 * (`left`, `top`).
 */
export type ReducedImage = RgbImage & {
  readonly left: number;
  readonly top: number;
  readonly factor: number;
};

/**
 * Cuts `region` (clipped to the image, at least one pixel) and averages squares of `factor` pixels; large
 * squares are averaged over a grid of 2 x 2 or 3 x 3 pixels.
 */
export function reduceImage(image: RgbImage, region: BoundingBox, factor: number): ReducedImage {
  const left = toWhole(region.x, image.widthPx - 1);
  const top = toWhole(region.y, image.heightPx - 1);
  const right = toWhole(region.x + region.width, image.widthPx - 1) + 1;
  const bottom = toWhole(region.y + region.height, image.heightPx - 1) + 1;
  const widthPx = Math.max(1, Math.floor((right - left) / factor));
  const heightPx = Math.max(1, Math.floor((bottom - top) / factor));
  if (factor === 1) {
    const rows = new Uint8Array(widthPx * heightPx * 3);
    for (let y = 0; y < heightPx; y++) {
      const start = ((top + y) * image.widthPx + left) * 3;
      rows.set(image.data.subarray(start, start + widthPx * 3), y * widthPx * 3);
    }
    return { widthPx, heightPx, data: rows, left, top, factor };
  }
  // A part narrower than the factor is averaged over what there is.
  const columns = toOffsets(Math.min(factor, right - left)).map((offset) => offset * 3);
  const rows = toOffsets(Math.min(factor, bottom - top)).map((offset) => offset * image.widthPx * 3);
  const share = 1 / (columns.length * rows.length);
  const data = new Uint8Array(widthPx * heightPx * 3);
  for (let y = 0, out = 0; y < heightPx; y++) {
    let start = ((top + y * factor) * image.widthPx + left) * 3;
    for (let x = 0; x < widthPx; x++, out += 3, start += factor * 3) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (const row of rows) {
        for (const column of columns) {
          const at = start + row + column;
          red += image.data[at] ?? 0;
          green += image.data[at + 1] ?? 0;
          blue += image.data[at + 2] ?? 0;
        }
      }
      data[out] = Math.round(red * share);
      data[out + 1] = Math.round(green * share);
      data[out + 2] = Math.round(blue * share);
    }
  }
  return { widthPx, heightPx, data, left, top, factor };
}

function toOffsets(length: number): number[] {
  const step = Math.max(1, Math.floor(length / 2));
  return Array.from({ length: Math.ceil(length / step) }, (_, i) => i * step);
}

function toWhole(value: number, last: number): number {
  return Math.min(last, Math.max(0, Math.floor(value)));
}
