import type { BoundingBox, RgbImage } from "./facts.ts";

/** The pixels of `area`, black where it leaves the picture. Its numbers are whole. */
export function cutOut(image: RgbImage, area: BoundingBox): RgbImage {
  const data = new Uint8Array(area.width * area.height * 3);
  const left = Math.max(0, area.x);
  const right = Math.min(image.widthPx, area.x + area.width);
  const top = Math.max(0, area.y);
  const bottom = Math.min(image.heightPx, area.y + area.height);
  for (let y = top; y < bottom && left < right; y++) {
    const row = image.data.subarray((y * image.widthPx + left) * 3, (y * image.widthPx + right) * 3);
    data.set(row, ((y - area.y) * area.width + left - area.x) * 3);
  }
  return { widthPx: area.width, heightPx: area.height, data };
}

/** The picture with a black border. */
export function addBorder(image: RgbImage, borderPx: number): RgbImage {
  if (borderPx === 0) return image;
  return cutOut(image, {
    x: -borderPx,
    y: -borderPx,
    width: image.widthPx + 2 * borderPx,
    height: image.heightPx + 2 * borderPx,
  });
}
