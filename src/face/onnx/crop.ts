import type { BoundingBox, RgbImage } from "../facts.ts";

type Size = Pick<RgbImage, "widthPx" | "heightPx">;

/**
 * The whole pixels of the image below `box`: clipped at the borders and rounded down as face-api does it, yet never
 * empty, so that a box beside the image yields the pixels nearest to it.
 */
export function toCrop(box: BoundingBox, { widthPx, heightPx }: Size): BoundingBox {
  const [x, width] = toSpan(box.x, box.width, widthPx);
  const [y, height] = toSpan(box.y, box.height, heightPx);
  return { x, y, width, height };
}

function toSpan(start: number, length: number, sidePx: number): [startPx: number, lengthPx: number] {
  const clippedStart = Math.max(start, 0);
  const clippedLength = Math.min(start + length, sidePx) - clippedStart;
  return [Math.min(Math.floor(clippedStart), sidePx - 1), Math.max(Math.floor(clippedLength), 1)];
}
