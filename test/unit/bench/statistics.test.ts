import { expect, test } from "vitest";
import { measureMedian, measureMedians, measureQuantile } from "../../../src/bench/statistics.ts";

test("the median lies in the middle, between two values where there is no middle one", () => {
  expect(measureMedian([3, 1, 2])).toBe(2);
  expect(measureMedian([4, 1, 2, 3])).toBe(2.5);
  expect(measureMedian([7])).toBe(7);
  expect(measureMedian([])).toBeNaN();
});

test("quantiles reach from the least to the greatest value", () => {
  const values = [50, 10, 40, 20, 30];
  expect(measureQuantile(values, 0)).toBe(10);
  expect(measureQuantile(values, 1)).toBe(50);
  expect(measureQuantile(values, 0.95)).toBeCloseTo(48);
  expect(values).toEqual([50, 10, 40, 20, 30]);
});

test("a series is cut into parts in its order", () => {
  expect(measureMedians([1, 1, 2, 2, 9, 9], 3)).toEqual([1, 2, 9]);
  expect(measureMedians([1, 2, 3], 2)).toEqual([1, 2.5]);
});
