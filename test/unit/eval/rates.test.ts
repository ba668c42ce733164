import { expect, test } from "vitest";
import { measureMatchRates } from "../../../src/eval/match-figures.ts";
import { measurePadError } from "../../../src/eval/pad-figures.ts";
import { isFalling, measureQuantile, measureShare } from "../../../src/eval/rates.ts";

test("quantiles lie between the sorted values", () => {
  expect(measureQuantile([3, 1, 2], 0)).toBe(1);
  expect(measureQuantile([3, 1, 2], 0.5)).toBe(2);
  expect(measureQuantile([0, 10], 0.95)).toBeCloseTo(9.5);
  expect(measureQuantile([7], 0.3)).toBe(7);
  expect(measureQuantile([], 0.5)).toBeNaN();
});

test("a share of nothing is not a number", () => {
  expect(measureShare([1, 2, 3, 4], (value) => value > 3)).toBe(0.25);
  expect(measureShare([], () => true)).toBeNaN();
});

test("a series falls while no step rises by more than the tolerance", () => {
  expect(isFalling([90, 91, 40, 40], 1)).toBe(true);
  expect(isFalling([90, 80, 82], 1)).toBe(false);
  expect(isFalling([], 1)).toBe(true);
});

test("a similarity at the threshold is a match", () => {
  const pairs = [
    { distance: 0.1, isSame: true },
    { distance: 0.5, isSame: true },
    { distance: 0.5, isSame: false },
    { distance: 0.9, isSame: false },
  ];
  expect(measureMatchRates(pairs, (distance) => 1 - distance)).toEqual([
    { threshold: 30, fmr: 0.5, fnmr: 0 },
    { threshold: 50, fmr: 0.5, fnmr: 0 },
    { threshold: 70, fmr: 0, fnmr: 0.5 },
    { threshold: 90, fmr: 0, fnmr: 0.5 },
  ]);
});

test("rates without pairs of their kind are not numbers", () => {
  const [first] = measureMatchRates([{ distance: 0.1, isSame: true }]);
  expect(first).toEqual({ threshold: 30, fmr: Number.NaN, fnmr: 0 });
});

test("attacks are wrong from the limit on, bona fide photos below it", () => {
  const probabilities = [0.2, 0.5, 0.9, 0.95];
  expect(measurePadError({ species: "print", probabilities, notJudged: 0 }, 0.5)).toBe(0.75);
  expect(measurePadError({ species: undefined, probabilities, notJudged: 0 }, 0.5)).toBe(0.25);
});
