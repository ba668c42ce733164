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
export function toPixelsInside(polygon: readonly Point[], { sizePx }: FacePatch): Int32Array {
  const xs = polygon.map(({ x }) => x);
  const ys = polygon.map(({ y }) => y);
  const first = Math.max(0, Math.floor(Math.min(...ys)));
  const last = Math.min(sizePx - 1, Math.max(...ys));
  const widestPx = Math.min(sizePx, Math.max(0, Math.max(...xs) - Math.min(...xs) + 1));
  const pixels = new Int32Array(Math.max(0, Math.ceil((last - first + 1) * widestPx)));
  let count = 0;
  for (let y = first; y <= last; y++) {
    const [from, to] = toSpan(polygon, y);
    const end = Math.min(sizePx - 1, to);
    for (let x = Math.max(0, Math.ceil(from)); x <= end; x++) pixels[count++] = y * sizePx + x;
  }
  return pixels.subarray(0, count);
}

/** Where a row enters and leaves the polygon; an infinite span of negative length where it misses it. */
function toSpan(polygon: readonly Point[], y: number): [from: number, to: number] {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  let a = polygon.at(-1);
  for (const b of polygon) {
    if (a !== undefined && a.y > y !== b.y > y) {
      const x = a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x);
      from = Math.min(from, x);
      to = Math.max(to, x);
    }
    a = b;
  }
  return [from, to];
}
