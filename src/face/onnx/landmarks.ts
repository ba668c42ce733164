import type { BoundingBox, Point } from "../facts.ts";

/**
 * The 68 points in pixels of the image, from the landmark network's answer for `crop`: fractions of the crop padded to a
 * centred square. They are measured from the corner of `box`, which need not lie on a whole pixel, as face-api does it.
 */
export function toLandmarks(answer: Float32Array, crop: BoundingBox, box: BoundingBox): Point[] {
  const squarePx = Math.max(crop.width, crop.height);
  const shiftX = box.x - (squarePx - crop.width) / 2;
  const shiftY = box.y - (squarePx - crop.height) / 2;
  return Array.from({ length: answer.length / 2 }, (_, index) => ({
    x: (answer[index * 2] ?? 0) * squarePx + shiftX,
    y: (answer[index * 2 + 1] ?? 0) * squarePx + shiftY,
  }));
}
