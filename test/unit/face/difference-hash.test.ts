import fc from "fast-check";
import { expect, test } from "vitest";
import { measureDifferenceHash } from "../../../src/face/difference-hash.ts";
import type { RgbImage } from "../../../src/face/facts.ts";
import { measureHashDistance } from "../../../src/face/hash-distance.ts";

const zeros = "0000000000000000";
const ones = "ffffffffffffffff";

/** A grey picture of the given luma. */
function createImage(widthPx: number, heightPx: number, toLuma: (x: number, y: number) => number): RgbImage {
  const data = new Uint8Array(widthPx * heightPx * 3);
  for (let pixel = 0; pixel < widthPx * heightPx; pixel++) {
    data.fill(toLuma(pixel % widthPx, Math.floor(pixel / widthPx)), pixel * 3, pixel * 3 + 3);
  }
  return { widthPx, heightPx, data };
}

const sizes: readonly (readonly [number, number])[] = [
  [9, 8],
  [10, 9],
  [64, 64],
  [333, 500],
  [1200, 40],
];

test.each(sizes)("%i x %i pixels that get brighter to the right set every bit", (width, height) => {
  const image = createImage(width, height, (x) => (255 * x) / width);
  expect(measureDifferenceHash(image)).toBe(ones);
});

test.each(sizes)("%i x %i pixels that get darker to the right set no bit", (width, height) => {
  const image = createImage(width, height, (x) => 255 - (255 * x) / width);
  expect(measureDifferenceHash(image)).toBe(zeros);
});

test("the first bit is the step at the top left, the last one that at the bottom right", () => {
  const first = createImage(90, 80, (x, y) => (x >= 10 && x < 20 && y < 10 ? 200 : 50));
  expect(measureDifferenceHash(first)).toBe("8000000000000000");
  const last = createImage(90, 80, (x, y) => (x >= 80 && y >= 70 ? 200 : 50));
  expect(measureDifferenceHash(last)).toBe("0000000000000001");
});

test.each([0, 128, 255])("a plain picture of luma %i gives zeros, even with a little noise", (luma) => {
  expect(measureDifferenceHash(createImage(300, 200, () => luma))).toBe(zeros);
  const noisy = createImage(300, 200, (x, y) => Math.min(255, luma + ((x * 7 + y * 13) % 5)));
  expect(measureDifferenceHash(noisy)).toBe(zeros);
});

test("a wide picture, of which every second pixel is looked at, has the hash of its half", () => {
  const toLuma = (x: number, y: number) => 128 + 100 * Math.sin(x / 97) * Math.cos(y / 41);
  const wide = createImage(1900, 700, toLuma);
  const half = createImage(950, 350, (x, y) => toLuma(2 * x + 0.5, 2 * y + 0.5));
  expect(measureHashDistance(measureDifferenceHash(wide), measureDifferenceHash(half))).toBe(0);
});

test("a picture of any size has a hash of 16 digits", () => {
  const side = fc.integer({ min: 1, max: 40 });
  fc.assert(
    fc.property(side, side, fc.integer(), (width, height, seed) => {
      const image = createImage(width, height, (x, y) => (x * 31 + y * 17 + seed) & 255);
      expect(measureDifferenceHash(image)).toMatch(/^[0-9a-f]{16}$/);
    }),
  );
});
