import type { Angle, BoundingBox, Point, RgbImage } from "./facts.ts";

/** The picture turned clockwise. */
export function rotateImage(image: RgbImage, angle: Angle): RgbImage {
  if (angle === 0) return image;
  const { widthPx, heightPx, data } = image;
  const turned = toTurnedSize(image, angle);
  const pixels = new Uint8Array(data.length);
  const step = pixelSteps(angle, turned.widthPx, turned.heightPx);
  for (let y = 0, from = 0; y < heightPx; y++) {
    let to = (step.origin + y * step.down) * 3;
    for (let x = 0; x < widthPx; x++, from += 3, to += step.right * 3) {
      pixels[to] = data[from] ?? 0;
      pixels[to + 1] = data[from + 1] ?? 0;
      pixels[to + 2] = data[from + 2] ?? 0;
    }
  }
  return { ...turned, data: pixels };
}

/** Where a point of the turned picture lies in the picture before the turn; `turned` is the size after the turn. */
export function toUnturnedPoint(point: Point, angle: Angle, turned: Size): Point {
  switch (angle) {
    case 0:
      return point;
    case 90:
      return { x: point.y, y: turned.widthPx - point.x };
    case 180:
      return { x: turned.widthPx - point.x, y: turned.heightPx - point.y };
    case 270:
      return { x: turned.heightPx - point.y, y: point.x };
  }
}

/** Where a box of the turned picture lies in the picture before the turn; `turned` is the size after the turn. */
export function toUnturnedBox(box: BoundingBox, angle: Angle, turned: Size): BoundingBox {
  const corner = toUnturnedPoint({ x: box.x, y: box.y }, angle, turned);
  const opposite = toUnturnedPoint({ x: box.x + box.width, y: box.y + box.height }, angle, turned);
  return {
    x: Math.min(corner.x, opposite.x),
    y: Math.min(corner.y, opposite.y),
    width: Math.abs(corner.x - opposite.x),
    height: Math.abs(corner.y - opposite.y),
  };
}

type Size = { readonly widthPx: number; readonly heightPx: number };

function toTurnedSize({ widthPx, heightPx }: Size, angle: Angle): Size {
  return angle === 180 ? { widthPx, heightPx } : { widthPx: heightPx, heightPx: widthPx };
}

// Pixels of the turned picture between neighbours of the original, and where the original's first pixel lands.
function pixelSteps(angle: 90 | 180 | 270, widthPx: number, heightPx: number) {
  switch (angle) {
    case 90:
      return { origin: widthPx - 1, right: widthPx, down: -1 };
    case 180:
      return { origin: widthPx * heightPx - 1, right: -1, down: -widthPx };
    case 270:
      return { origin: (heightPx - 1) * widthPx, right: -widthPx, down: 1 };
  }
}
