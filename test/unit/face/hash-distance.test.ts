import fc from "fast-check";
import { expect, test } from "vitest";
import { measureHashDistance } from "../../../src/face/hash-distance.ts";

const hash = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((bits) => bits.toString(16).padStart(16, "0"));

test.each([
  ["0000000000000000", "0000000000000000", 0],
  ["0000000000000000", "ffffffffffffffff", 64],
  ["8000000000000000", "0000000000000001", 2],
  ["a1b2c3d4e5f60718", "A1B2C3D4E5F60719", 1],
])("%s and %s differ in %i bits", (a, b, distance) => {
  expect(measureHashDistance(a, b)).toBe(distance);
});

test("the distance is symmetric, from 0 to 64, and 0 only for equal hashes", () => {
  fc.assert(
    fc.property(hash, hash, (a, b) => {
      const distance = measureHashDistance(a, b);
      expect(distance).toBe(measureHashDistance(b, a));
      expect(distance).toBeLessThanOrEqual(64);
      expect(distance === 0).toBe(a === b);
    }),
  );
});

test.each(["", "a1b2", "0xa1b2c3d4e5f607", "a1b2c3d4e5f6071g", "a1b2c3d4e5f607188"])(
  "%j is no hash",
  (text) => {
    expect(() => measureHashDistance(text, "0000000000000000")).toThrow(RangeError);
    expect(() => measureHashDistance("0000000000000000", text)).toThrow(RangeError);
  },
);
