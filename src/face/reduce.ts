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
  const offsets = Int32Array.from(rows.flatMap((row) => columns.map((column) => row + column)));
  const data = new Uint8Array(widthPx * heightPx * 3);
  for (let y = 0, out = 0; y < heightPx; y++) {
    let start = ((top + y * factor) * image.widthPx + left) * 3;
    for (let x = 0; x < widthPx; x++, out += 3, start += factor * 3) {
      averagePixels(image.data, start, offsets, data, out);
    }
  }
  return { widthPx, heightPx, data, left, top, factor };
}

/** Writes the mean colour of the pixels at `offsets` from `start` to `out`. */
function averagePixels(
  from: Uint8Array,
  start: number,
  offsets: Int32Array,
  to: Uint8Array,
  out: number,
): void {
  // The array of bytes cuts off the fraction, so half a pixel more rounds; Math.round doubles the time of the loop.
  let red = offsets.length / 2;
  let green = red;
  let blue = red;
  for (let i = 0; i < offsets.length; i++) {
    const at = start + (offsets[i] ?? 0);
    red += from[at] ?? 0;
    green += from[at + 1] ?? 0;
    blue += from[at + 2] ?? 0;
  }
  to[out] = red / offsets.length;
  to[out + 1] = green / offsets.length;
  to[out + 2] = blue / offsets.length;
}

function toOffsets(length: number): number[] {
  const step = Math.max(1, Math.floor(length / 2));
  return Array.from({ length: Math.ceil(length / step) }, (_, i) => i * step);
}

function toWhole(value: number, last: number): number {
  return Math.min(last, Math.max(0, Math.floor(value)));
}
