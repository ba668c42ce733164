import fc from "fast-check";
import { expect, test } from "vitest";
import { createCoarseTemplates } from "../../../src/sandbox/coarse-templates.ts";

const value = fc.oneof(
  fc.float({ min: -0.5, max: 0.5, noNaN: true }),
  fc.float({ noNaN: true, noDefaultInfinity: true }),
  fc.constant(0),
);
const descriptor = fc
  .array(value, { minLength: 128, maxLength: 128 })
  .map((values) => Float32Array.from(values));

function measureDistance(a: Float32Array, b: Float32Array): number {
  return Math.sqrt(a.reduce((sum, value, index) => sum + (value - (b[index] ?? 0)) ** 2, 0));
}

function createTemplates(descriptors: readonly Float32Array[]) {
  const templates = createCoarseTemplates();
  templates.resize(descriptors.length);
  for (const [slot, values] of descriptors.entries()) templates.set(slot, values);
  return templates;
}

function scan(
  descriptors: readonly Float32Array[],
  probe: Float32Array,
  count: number,
  reach: number,
): number[] {
  const visited: number[] = [];
  createTemplates(descriptors).scan(probe, count, reach, (slot) => {
    visited.push(slot);
    return reach;
  });
  return visited;
}

test("no template within reach is passed over", () => {
  fc.assert(
    fc.property(fc.array(descriptor, { minLength: 1, maxLength: 20 }), descriptor, (descriptors, probe) => {
      for (const target of descriptors) {
        const reach = measureDistance(target, probe);
        const within = descriptors.flatMap((values, slot) =>
          measureDistance(values, probe) <= reach ? [slot] : [],
        );
        expect(scan(descriptors, probe, descriptors.length, reach)).toEqual(expect.arrayContaining(within));
      }
    }),
  );
});

test("faces that are farther by a twentieth than asked for are passed over", () => {
  const face = (at: number, size: number) =>
    Float32Array.from({ length: 128 }, (_, index) => (index === at ? size : Math.sin(index) / 8));
  const descriptors = Array.from({ length: 100 }, (_, slot) => face(slot, 0.5 + slot / 200));
  expect(scan(descriptors, face(127, 0.4), 100, 0.05)).toEqual([]);
  expect(scan(descriptors, face(7, 0.5), 100, 0.05)).toEqual([7]);
});

test("only the first slots are scanned, and each at most once", () => {
  const descriptors = Array.from({ length: 21 }, () => new Float32Array(128).fill(0.1));
  for (const count of [0, 1, 7, 8, 9, 21])
    expect(scan(descriptors, new Float32Array(128).fill(0.1), count, 1)).toEqual([...Array(count).keys()]);
});

test("a reach that a visit makes shorter counts from then on", () => {
  const descriptors = [0.1, 0.2, 0.3].map((first) => new Float32Array(128).fill(0).with(0, first));
  const visited: number[] = [];
  createTemplates(descriptors).scan(new Float32Array(128), 3, 1, (slot) => {
    visited.push(slot);
    return 0.2;
  });
  expect(visited).toEqual([0, 1]);
});
