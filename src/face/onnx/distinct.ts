import type { BoundingBox, Detection } from "../facts.ts";

/** Intersection over union of two boxes, 0..1; 0 when one of them is empty. */
export function measureOverlap(a: BoundingBox, b: BoundingBox): number {
  const areaA = a.width * a.height;
  const areaB = b.width * b.height;
  if (areaA <= 0 || areaB <= 0) return 0;
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  const shared = Math.max(width, 0) * Math.max(height, 0);
  return shared / (areaA + areaB - shared);
}

/**
 * Greedy non-maximum suppression: the detections in falling order of score, without those that overlap a better one by
 * more than `maxOverlap`, and at most `maxCount` of them.
 */
export function toDistinct(
  detections: readonly Detection[],
  maxOverlap: number,
  maxCount: number,
): Detection[] {
  const distinct: Detection[] = [];
  for (const candidate of detections.toSorted((a, b) => b.detectionScore - a.detectionScore)) {
    if (distinct.length === maxCount) break;
    if (distinct.every(({ box }) => measureOverlap(box, candidate.box) <= maxOverlap))
      distinct.push(candidate);
  }
  return distinct;
}
