import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type DistanceSample,
  fitLogistic,
  renderSimilarityTable,
  toSimilarityTable,
} from "../../../src/eval/fit-similarity.ts";
import { SIMILARITY_TABLE, toSimilarity } from "../../../src/face/comparison.ts";

function toSamples(same: readonly number[], different: readonly number[]): DistanceSample[] {
  return [
    ...same.map((distance) => ({ distance, isSame: true })),
    ...different.map((distance) => ({ distance, isSame: false })),
  ];
}

test("overlapping classes give a curve between them", () => {
  const { centre, width } = fitLogistic(toSamples([0.3, 0.4, 0.5, 0.62], [0.55, 0.7, 0.8, 0.9]));
  expect(centre).toBeGreaterThan(0.45);
  expect(centre).toBeLessThan(0.65);
  expect(width).toBeGreaterThan(0.01);
});

function repeat(times: number, ...values: readonly number[]): number[] {
  return Array.from({ length: times }, () => values).flat();
}

test("the curve gives the share of same pairs when the different ones weigh three times", () => {
  // At 0.4 three of four same pairs and one of four different ones, at 0.6 the other way round.
  const { centre, width } = fitLogistic(
    toSamples(repeat(1000, 0.4, 0.4, 0.4, 0.6), repeat(1000, 0.4, 0.6, 0.6, 0.6)),
  );
  expect(1 / (1 + Math.exp((0.4 - centre) / width))).toBeCloseTo(0.5, 2);
  expect(1 / (1 + Math.exp((0.6 - centre) / width))).toBeCloseTo(0.1, 2);
});

test("the number of pairs of a class does not move the curve", () => {
  const different = repeat(500, 0.5, 0.7, 0.8);
  const few = fitLogistic(toSamples(repeat(500, 0.3, 0.4, 0.6), different));
  const many = fitLogistic(toSamples(repeat(5000, 0.3, 0.4, 0.6), different));
  expect(many.centre).toBeCloseTo(few.centre, 3);
});

test("classes that do not overlap give no step", () => {
  const { centre, width } = fitLogistic(toSamples([0.3, 0.4], [0.7, 0.8]));
  expect(centre).toBeGreaterThan(0.4);
  expect(centre).toBeLessThan(0.7);
  expect(width).toBeGreaterThan(0.005);
});

test.each([
  ["same person", [], [0.8]],
  ["different persons", [0.3], []],
])("a fit without pairs of the %s is refused", (_, same, different) => {
  expect(() => fitLogistic(toSamples(same, different))).toThrow(RangeError);
});

test("the table falls from 1 to 0 and follows the curve at the classes' ends", () => {
  const curve = fc.record({
    centre: fc.double({ min: 0.4, max: 0.7, noNaN: true }),
    width: fc.double({ min: 0.015, max: 0.06, noNaN: true }),
  });
  fc.assert(
    fc.property(curve, (fit) => {
      const table = toSimilarityTable(fit);
      for (const [index, { distance, similarity }] of table.entries()) {
        const before = table[index - 1];
        if (before && (before.distance >= distance || before.similarity <= similarity)) return false;
      }
      return Math.abs(toSimilarity(fit.centre, table) - 0.5) < 0.06 && toSimilarity(0, table) === 1;
    }),
  );
});

test("the table is printed as the source file has it", () => {
  expect(renderSimilarityTable(SIMILARITY_TABLE)).toMatch(
    /^export const SIMILARITY_TABLE: readonly SimilarityKnot\[\] = \[\n {2}\{ distance: 0, similarity: 1 \},\n/,
  );
});
