import type { Point } from "./facts.ts";
import type { FacePatch } from "./patch.ts";

/**
 * Convex hull (Andrew's monotone chain), clockwise in image coordinates; fewer than three points give
 * themselves.
 */
export function toConvexHull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  if (sorted.length < 3) return sorted;
  return [...toChain(sorted), ...toChain(sorted.reverse())];
}

function toChain(sorted: readonly Point[]): Point[] {
  const chain: Point[] = [];
  for (const point of sorted) {
    while (chain.length >= 2 && !turnsRight(chain.at(-2) as Point, chain.at(-1) as Point, point)) chain.pop();
    chain.push(point);
  }
  chain.pop();
  return chain;
}

function turnsRight(a: Point, b: Point, c: Point): boolean {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x) > 0;
}

/** Indices of the patch pixels inside a convex polygon given in patch coordinates. */
export function toPixelsInside(polygon: readonly Point[], patch: FacePatch): Int32Array {
  const pixels = new Int32Array(patch.sizePx * patch.sizePx);
  let count = 0;
  for (let y = 0; y < patch.sizePx; y++) {
    let from = Number.POSITIVE_INFINITY;
    let to = Number.NEGATIVE_INFINITY;
    for (const [index, a] of polygon.entries()) {
      const b = polygon[(index + 1) % polygon.length] as Point;
      if (a.y > y === b.y > y) continue;
      const x = a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x);
      from = Math.min(from, x);
      to = Math.max(to, x);
    }
    for (let x = Math.max(0, Math.ceil(from)); x <= Math.min(patch.sizePx - 1, to); x++) {
      pixels[count++] = y * patch.sizePx + x;
    }
  }
  return pixels.slice(0, count);
}
