import fc from "fast-check";
import { expect, test } from "vitest";
import type { BoundingBox, Detection } from "../../../../src/face/facts.ts";
import { measureOverlap, toDistinct } from "../../../../src/face/onnx/distinct.ts";

const square: BoundingBox = { x: 0, y: 0, width: 10, height: 10 };

test.each([
  { name: "the same box", other: square, overlap: 1 },
  { name: "a box beside it", other: { ...square, x: 10 }, overlap: 0 },
  { name: "a box that covers a half", other: { ...square, x: 5 }, overlap: 1 / 3 },
  { name: "a box inside it", other: { x: 2, y: 2, width: 5, height: 5 }, overlap: 0.25 },
  { name: "an empty box", other: { ...square, width: 0 }, overlap: 0 },
])("the overlap with $name is $overlap", ({ other, overlap }) => {
  expect(measureOverlap(square, other)).toBeCloseTo(overlap, 12);
});

test("the best of overlapping faces stays, and other faces stay beside it", () => {
  const good = toDetection(0.9, square);
  const worse = toDetection(0.8, { ...square, x: 1 });
  const elsewhere = toDetection(0.7, { ...square, x: 40 });
  expect(toDistinct([worse, elsewhere, good], 0.5, 100)).toEqual([good, elsewhere]);
});

test("a suppressed face suppresses no other", () => {
  const first = toDetection(0.9, square);
  const second = toDetection(0.8, { ...square, x: 3 });
  const third = toDetection(0.7, { ...square, x: 6 });
  expect(toDistinct([first, second, third], 0.5, 100)).toEqual([first, third]);
});

test("no more faces are kept than asked for", () => {
  const apart = [0, 20, 40].map((x) => toDetection(0.9, { ...square, x }));
  expect(toDistinct(apart, 0.5, 2)).toHaveLength(2);
});

test("overlap is symmetric and within 0..1", () => {
  const side = fc.double({ min: 0, max: 500, noNaN: true });
  const box = fc.record({ x: side, y: side, width: side, height: side });
  fc.assert(
    fc.property(box, box, (a, b) => {
      const overlap = measureOverlap(a, b);
      expect(overlap).toBe(measureOverlap(b, a));
      expect(overlap).toBeGreaterThanOrEqual(0);
      expect(overlap).toBeLessThanOrEqual(1 + 1e-9);
    }),
  );
});

function toDetection(detectionScore: number, box: BoundingBox): Detection {
  return { box, detectionScore };
}
