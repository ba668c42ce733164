import fc from "fast-check";
import { expect, test } from "vitest";
import { measureDistance, toSimilarity } from "../../../src/face/comparison.ts";

const distance = fc.double({ min: 0, max: 3, noNaN: true });

test("equal descriptors have distance 0 and similarity 1", () => {
  const descriptor = Float32Array.from({ length: 128 }, (_, index) => index / 500);
  expect(measureDistance(descriptor, descriptor)).toBe(0);
  expect(toSimilarity(0)).toBe(1);
});

test("distance is Euclidean and symmetric", () => {
  expect(measureDistance([0, 3], [4, 0])).toBe(5);
  expect(measureDistance([4, 0], [0, 3])).toBe(5);
});

test("descriptors of different lengths cannot be compared", () => {
  expect(() => measureDistance([1], [1, 2])).toThrow(RangeError);
});

test("similarity stays between 0 and 1", () => {
  fc.assert(
    fc.property(distance, (value) => {
      const similarity = toSimilarity(value);
      return similarity >= 0 && similarity <= 1;
    }),
  );
});

test("a larger distance never gives a larger similarity", () => {
  fc.assert(
    fc.property(distance, distance, (a, b) => {
      return toSimilarity(Math.min(a, b)) >= toSimilarity(Math.max(a, b));
    }),
  );
});

test("similarity has no jumps", () => {
  fc.assert(fc.property(distance, (value) => toSimilarity(value) - toSimilarity(value + 1e-4) < 1e-3));
});

test("a distance beyond every pair of faces has similarity 0", () => {
  expect(toSimilarity(3)).toBe(0);
});
