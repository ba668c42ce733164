import type { BoundingBox, RgbImage } from "./facts.ts";

/** A part of an image, made smaller by a whole factor; pixel (0, 0) covers `factor` x `factor` pixels from (`left`, `top`). */
export type ReducedImage = RgbImage & {
  readonly left: number;
  readonly top: number;
  readonly factor: number;
};

/** Cuts `region` (clipped to the image, at least one pixel) and averages squares of `factor` pixels. */
export function reduceImage(image: RgbImage, region: BoundingBox, factor: number): ReducedImage {
  const left = toWhole(region.x, image.widthPx - 1);
  const top = toWhole(region.y, image.heightPx - 1);
  const right = toWhole(region.x + region.width, image.widthPx - 1) + 1;
  const bottom = toWhole(region.y + region.height, image.heightPx - 1) + 1;
  const widthPx = Math.max(1, Math.floor((right - left) / factor));
  const heightPx = Math.max(1, Math.floor((bottom - top) / factor));
  // A part narrower than the factor is averaged over what there is.
  const columns = Math.min(factor, right - left);
  const rows = Math.min(factor, bottom - top);
  const data = new Uint8Array(widthPx * heightPx * 3);
  const sums = new Float32Array(widthPx * 3);
  for (let y = 0; y < heightPx; y++) {
    sums.fill(0);
    for (let row = 0; row < rows; row++) addRow(image, left, top + y * factor + row, factor, columns, sums);
    const line = y * widthPx * 3;
    for (let i = 0; i < sums.length; i++) data[line + i] = Math.round((sums[i] ?? 0) / (columns * rows));
  }
  return { widthPx, heightPx, data, left, top, factor };
}

function addRow(
  { data, widthPx }: RgbImage,
  left: number,
  y: number,
  factor: number,
  columns: number,
  sums: Float32Array,
): void {
  for (let i = 0, start = (y * widthPx + left) * 3; i < sums.length; i += 3, start += factor * 3) {
    let red = 0;
    let green = 0;
    let blue = 0;
    for (let at = start; at < start + columns * 3; at += 3) {
      red += data[at] ?? 0;
      green += data[at + 1] ?? 0;
      blue += data[at + 2] ?? 0;
    }
    sums[i] = (sums[i] ?? 0) + red;
    sums[i + 1] = (sums[i + 1] ?? 0) + green;
    sums[i + 2] = (sums[i + 2] ?? 0) + blue;
  }
}

function toWhole(value: number, last: number): number {
  return Math.min(last, Math.max(0, Math.floor(value)));
}
