import { expect, test } from "vitest";
import { measureScreening } from "../../../src/bench/screening.ts";
import { measureMedian } from "../../../src/bench/statistics.ts";
import { createPersons, createPhotosOfOne } from "../../../src/bench/synthetic-faces.ts";
import { measureDistance } from "../../../src/face/comparison.ts";

function measurePairs(descriptors: readonly Float32Array[]): number[] {
  return descriptors.flatMap((a, index) => descriptors.slice(index + 1).map((b) => measureDistance(a, b)));
}

test("made-up persons are as far from each other as real ones", () => {
  const persons = createPersons(200, 1);
  const distances = measurePairs(persons);
  expect(measureMedian(distances)).toBeCloseTo(0.71, 1);
  expect(Math.min(...distances)).toBeGreaterThan(0.3);
  expect(Math.max(...distances)).toBeLessThan(1.2);
  expect(measureMedian(persons.map((person) => Math.hypot(...person)))).toBeCloseTo(1.46, 1);
});

test("made-up photos of one person are all near enough", () => {
  const distances = measurePairs(createPhotosOfOne(200, 0.4, 1));
  expect(measureMedian(distances)).toBeCloseTo(0.4, 1);
  expect(Math.max(...distances)).toBeLessThan(0.6);
});

test("the same seed makes the same descriptors, another one others", () => {
  expect(createPersons(3, 7)).toEqual(createPersons(3, 7));
  expect(createPersons(3, 7)).not.toEqual(createPersons(3, 8));
});

test("screening is timed on as many faces as asked for", async () => {
  const steps: number[] = [];
  const times = await measureScreening({ faces: 50, searches: 3 }, (done) => steps.push(done));
  expect(times).toEqual({
    faces: 50,
    personsMs: expect.any(Number),
    onePersonMs: expect.any(Number),
  });
  expect(steps).toEqual([1, 2]);
});
