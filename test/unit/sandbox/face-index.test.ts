import fc from "fast-check";
import { expect, test } from "vitest";
import { toFingerprint } from "../../../src/sandbox/descriptor.ts";
import { createFaceIndex, type FaceIndex, type FaceSearch } from "../../../src/sandbox/face-index.ts";
import { createDescriptor } from "../../helpers/facts.ts";

type Enrolled = ReadonlyMap<string, Float32Array>;

function searchNaively(faces: Enrolled, probe: Float32Array, options: FaceSearch) {
  const { limit, maxDistance, accepts = () => true } = options;
  return [...faces]
    .filter(([id]) => accepts(id))
    .map(([id, descriptor]) => ({ id, distance: measureNaively(descriptor, probe) }))
    .filter(({ distance }) => distance <= maxDistance)
    .toSorted((a, b) => a.distance - b.distance || (a.id < b.id ? -1 : 1))
    .slice(0, limit);
}

function measureNaively(a: Float32Array, b: Float32Array): number {
  return Math.sqrt(a.reduce((sum, value, index) => sum + (value - (b[index] ?? 0)) ** 2, 0));
}

function createIndexOf(faces: Enrolled): FaceIndex {
  const index = createFaceIndex();
  for (const [id, descriptor] of faces) index.put(id, descriptor);
  return index;
}

const near = { limit: 5, maxDistance: 0.6 };

// Sixteenths: sums of their squares are exact in whatever order they are added, so that ties are ties and distances equal.
const gridValue = fc.integer({ min: -16, max: 16 }).map((value) => value / 16);
const gridDescriptor = fc
  .array(gridValue, { minLength: 1, maxLength: 6 })
  .map((values) => Float32Array.from({ length: 128 }, (_, index) => values[index % values.length] ?? 0));
const sparseDescriptor = fc
  .tuple(fc.nat(127), gridValue)
  .map(([at, value]) => Float32Array.from({ length: 128 }, (_, index) => (index === at ? value : 0)));
const descriptor = fc.oneof(gridDescriptor, sparseDescriptor);
const id = fc.nat(30).map((number) => `face-${number}`);
const faces = fc.array(fc.tuple(id, descriptor), { maxLength: 60 }).map((entries) => new Map(entries));
const options = fc.record({
  limit: fc.oneof(fc.nat(8), fc.constant(100)),
  maxDistance: fc.oneof(
    fc.nat(64).map((value) => value / 16),
    fc.constant(Number.POSITIVE_INFINITY),
  ),
});

test("the nearest faces come first, at most as many and as far as asked for", () => {
  const index = createFaceIndex();
  for (const distance of [0.5, 0.1, 0.7, 0.3]) index.put(`at ${distance}`, createDescriptor(distance));
  const search = (limit: number, maxDistance: number) =>
    index.search(createDescriptor(0), { limit, maxDistance }).map((face) => face.id);
  expect(search(5, 0.6)).toEqual(["at 0.1", "at 0.3", "at 0.5"]);
  expect(search(2, 0.6)).toEqual(["at 0.1", "at 0.3"]);
  expect(search(0, 0.6)).toEqual([]);
  expect(search(5, 0.05)).toEqual([]);
});

test("a face exactly at the largest distance is found", () => {
  const index = createIndexOf(new Map([["a", createDescriptor(0.5)]]));
  expect(index.search(createDescriptor(0), { limit: 1, maxDistance: 0.5 })).toEqual([
    { id: "a", distance: 0.5 },
  ]);
});

test("an empty index finds nothing", () => {
  expect(createFaceIndex().search(createDescriptor(0), near)).toEqual([]);
});

test("any faces are found as a naive search finds them", () => {
  fc.assert(
    fc.property(faces, descriptor, options, (enrolled, probe, how) => {
      expect(createIndexOf(enrolled).search(probe, how)).toEqual(searchNaively(enrolled, probe, how));
    }),
  );
});

test("after any sequence of putting, replacing, removing and clearing the search agrees with a naive one", () => {
  const step = fc.tuple(fc.nat(20), id, fc.nat(7));
  const steps = fc.array(step, { minLength: 20, maxLength: 150 });
  const few = fc.array(descriptor, { minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(steps, few, options, (taken, descriptors, how) => {
      const index = createFaceIndex();
      const model = new Map<string, Float32Array>();
      for (const [kind, id, number] of taken) {
        const descriptor = descriptors[number] ?? new Float32Array(128);
        if (kind === 0) {
          index.clear();
          model.clear();
        } else if (kind <= 8) {
          expect(index.remove(id)).toBe(model.delete(id));
        } else {
          index.put(id, descriptor);
          model.set(id, descriptor);
        }
        expect(index.size).toBe(model.size);
        expect(index.search(descriptor, how)).toEqual(searchNaively(model, descriptor, how));
      }
    }),
  );
});

test("the order in which faces were enrolled does not matter", () => {
  fc.assert(
    fc.property(faces, descriptor, options, (enrolled, probe, how) => {
      const reversed = new Map([...enrolled].reverse());
      expect(createIndexOf(reversed).search(probe, how)).toEqual(createIndexOf(enrolled).search(probe, how));
    }),
  );
});

test("any finite values, however large or small, are searched as a naive search does", () => {
  const anyValues = fc.float32Array({ minLength: 128, maxLength: 128, noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(fc.array(anyValues, { maxLength: 20 }), anyValues, (descriptors, probe) => {
      const enrolled = new Map(descriptors.map((values, number) => [`face-${number}`, values]));
      const how = { limit: 20, maxDistance: Number.MAX_VALUE };
      const found = createIndexOf(enrolled).search(probe, how);
      const expected = searchNaively(enrolled, probe, how);
      expect(found).toHaveLength(expected.length);
      for (const [place, { distance }] of found.entries())
        expect(Math.abs(distance / (expected[place]?.distance ?? 0) - 1) || 0).toBeLessThan(1e-12);
    }),
  );
});

test("ids that are not accepted leave their place to others", () => {
  fc.assert(
    fc.property(faces, descriptor, options, fc.func(fc.boolean()), (enrolled, probe, how, isAccepted) => {
      const selective = { ...how, accepts: (id: string) => isAccepted(id) };
      expect(createIndexOf(enrolled).search(probe, selective)).toEqual(
        searchNaively(enrolled, probe, selective),
      );
    }),
  );
});

test("one photo enrolled under many ids is found under each of them", () => {
  const index = createFaceIndex();
  const ids = Array.from({ length: 300 }, (_, number) => `same-${number}`);
  for (const id of ids) index.put(id, createDescriptor(0.25));
  const found = index.search(createDescriptor(0), { limit: 1000, maxDistance: 0.6 });
  expect(found.map((face) => face.id)).toEqual(ids.toSorted());
  for (const id of ids.slice(1)) expect(index.remove(id)).toBe(true);
  expect(index.search(createDescriptor(0), near)).toEqual([{ id: "same-0", distance: 0.25 }]);
});

test("different templates whose fingerprints are equal are kept apart", () => {
  const [one, other] = createCollision();
  expect(toFingerprint(one)).toBe(toFingerprint(other));
  const index = createIndexOf(
    new Map([
      ["one", one],
      ["other", other],
    ]),
  );
  const search = (probe: Float32Array) => index.search(probe, { limit: 1, maxDistance: 0 })[0]?.id;
  expect([search(one), search(other)]).toEqual(["one", "other"]);
  index.remove("one");
  expect([search(one), search(other)]).toEqual([undefined, "other"]);
});

test("what the caller does to a descriptor later does not change the index", () => {
  const own = createDescriptor(0.5);
  const index = createIndexOf(new Map([["a", own]]));
  own.fill(9);
  expect(index.search(createDescriptor(0), near)).toEqual([{ id: "a", distance: 0.5 }]);
});

test.each([
  ["127 values", new Float32Array(127)],
  ["129 values", new Float32Array(129)],
  ["a NaN", createDescriptor(Number.NaN)],
  ["an infinite value", createDescriptor(Number.POSITIVE_INFINITY)],
])("a descriptor with %s is refused and changes nothing", (_name, wrong) => {
  const index = createIndexOf(new Map([["a", createDescriptor(0.5)]]));
  expect(() => index.put("a", wrong)).toThrow(RangeError);
  expect(() => index.search(wrong, near)).toThrow(RangeError);
  expect(index.size).toBe(1);
  expect(index.search(createDescriptor(0), near)).toEqual([{ id: "a", distance: 0.5 }]);
});

test("two indexes do not see each other", () => {
  const [one, other] = [createFaceIndex(), createFaceIndex()];
  one.put("a", createDescriptor(0.5));
  expect(other.size).toBe(0);
  expect(other.search(createDescriptor(0), near)).toEqual([]);
});

/** Two descriptors that differ in their last two values so that the second difference undoes the first in the fingerprint. */
function createCollision(): [Float32Array, Float32Array] {
  const mix = (word: number) => word ^ (word >>> 15);
  const unmix = (word: number) => word ^ (word >>> 15) ^ (word >>> 30);
  const one = new Float32Array(128).fill(0.125);
  for (let change = 1; ; change++) {
    const other = one.slice();
    other[126] = change / 1024;
    const before = toFingerprint(one.subarray(0, 127)) ^ toFingerprint(other.subarray(0, 127));
    const bits = new Uint32Array(other.buffer);
    bits[127] = unmix(before ^ mix(bits[127] ?? 0));
    if (other.every(Number.isFinite)) return [one, other];
  }
}
