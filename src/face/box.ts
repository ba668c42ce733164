import type { BoundingBox } from "./facts.ts";

/** Area of a box in square pixels. */
export function measureArea({ width, height }: BoundingBox): number {
  return width * height;
}

/** Area that two boxes share, in square pixels; 0 when they do not touch. */
export function measureSharedArea(a: BoundingBox, b: BoundingBox): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, width) * Math.max(0, height);
}
