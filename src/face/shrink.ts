import type { RgbImage } from "./facts.ts";

/** The picture with blocks of `factor` x `factor` pixels averaged into one; incomplete blocks at the right and bottom are left out. */
export function shrinkImage(image: RgbImage, factor: number): RgbImage {
  if (factor === 1) return image;
  const widthPx = Math.max(1, Math.floor(image.widthPx / factor));
  const heightPx = Math.max(1, Math.floor(image.heightPx / factor));
  const data = new Uint8Array(widthPx * heightPx * 3);
  for (let y = 0, to = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++, to += 3) {
      data.set(averageBlock(image, x * factor, y * factor, factor), to);
    }
  }
  return { widthPx, heightPx, data };
}

function averageBlock(image: RgbImage, left: number, top: number, factor: number): [number, number, number] {
  const right = Math.min(image.widthPx, left + factor);
  const bottom = Math.min(image.heightPx, top + factor);
  let [red, green, blue] = [0, 0, 0];
  for (let y = top; y < bottom; y++) {
    for (let from = (y * image.widthPx + left) * 3; from < (y * image.widthPx + right) * 3; from += 3) {
      red += image.data[from] ?? 0;
      green += image.data[from + 1] ?? 0;
      blue += image.data[from + 2] ?? 0;
    }
  }
  const count = (right - left) * (bottom - top);
  return [Math.round(red / count), Math.round(green / count), Math.round(blue / count)];
}
