import { measureArea, measureSharedArea } from "../box.ts";
import type { BoundingBox, Detection } from "../facts.ts";

/** Intersection over union of two boxes, 0..1; 0 when one of them is empty. */
export function measureOverlap(a: BoundingBox, b: BoundingBox): number {
  const [areaA, areaB] = [measureArea(a), measureArea(b)];
  if (areaA <= 0 || areaB <= 0) return 0;
  const shared = measureSharedArea(a, b);
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
