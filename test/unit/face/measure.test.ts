import fc from "fast-check";
import { expect, test } from "vitest";
import type { RgbImage } from "../../../src/face/facts.ts";
import { measureFace } from "../../../src/face/measure.ts";
import { type Colour, drawFace, drawImage, drawLandmarks } from "./synthetic-face.ts";

const ALONE = { otherBoxes: [], uploadScale: 1 };

type Measures = ReturnType<typeof measureFace>;

function measureDrawn(change?: (colour: Colour, x: number, y: number) => Colour): Measures {
  const { image, detection, description } = drawFace(change);
  return measureFace(image, detection, description, ALONE);
}

function measureBlurred(radius: number): Measures {
  const { image, detection, description } = drawFace();
  return measureFace(blur(image, radius), detection, description, ALONE);
}

/** Two box blurs. */
function blur(image: RgbImage, radius: number): RgbImage {
  const once = (from: RgbImage, stepX: number, stepY: number): RgbImage =>
    drawImage(from.widthPx, from.heightPx, (x, y) => {
      const sum = [0, 0, 0];
      for (let i = -radius; i <= radius; i++) {
        const atX = Math.min(from.widthPx - 1, Math.max(0, x + i * stepX));
        const atY = Math.min(from.heightPx - 1, Math.max(0, y + i * stepY));
        for (let c = 0; c < 3; c++)
          sum[c] = (sum[c] ?? 0) + (from.data[(atY * from.widthPx + atX) * 3 + c] ?? 0);
      }
      const [red = 0, green = 0, blue = 0] = sum.map((value) => value / (2 * radius + 1));
      return [red, green, blue];
    });
  return once(once(image, 1, 0), 0, 1);
}

function toScaled(factor: number): (colour: Colour) => Colour {
  return ([red, green, blue]) => [red * factor, green * factor, blue * factor];
}

function expectFalling(values: readonly number[]): void {
  for (const [index, value] of values.entries()) {
    if (index > 0) expect(value).toBeLessThanOrEqual(values[index - 1] ?? 0);
  }
  expect(values.at(-1)).toBeLessThan(values[0] ?? 0);
}

function expectInRange(measures: Measures): void {
  for (const value of Object.values(measures.quality)) expect(value >= 0 && value <= 100).toBe(true);
  expect(measures.unifiedQualityScore >= 0 && measures.unifiedQualityScore <= 100).toBe(true);
  expect(measures.luminance >= 0 && measures.luminance <= 100).toBe(true);
  expect(measures.occlusionProbability >= 0 && measures.occlusionProbability <= 1).toBe(true);
  expect(measures.bonaFideProbability >= 0 && measures.bonaFideProbability <= 1).toBe(true);
  for (const value of Object.values(measures.pose)) expect(Number.isFinite(value)).toBe(true);
  expect(measures.interPupilDistancePx).toBeGreaterThan(0);
}

test("an ordinary face is good, bare and bona fide", () => {
  const measures = measureDrawn();
  expectInRange(measures);
  expect(measures.unifiedQualityScore).toBeGreaterThan(80);
  expect(measures.occlusionProbability).toBeLessThan(0.5);
  expect(measures.bonaFideProbability).toBeGreaterThan(0.8);
  expect(measures.luminance).toBeGreaterThan(50);
  expect(measures.padding).toEqual({ left: 130, top: 140, right: 130, bottom: 110 });
});

test("blur lowers sharpness and the unified score", () => {
  const all = [measureDrawn(), measureBlurred(3), measureBlurred(7), measureBlurred(15)];
  expectFalling(all.map(({ quality }) => quality.sharpness));
  expectFalling(all.map(({ unifiedQualityScore }) => unifiedQualityScore));
});

test("darkening lowers luminance and the unified score", () => {
  const all = [1, 0.5, 0.3, 0.15].map((factor) => measureDrawn(toScaled(factor)));
  expectFalling(all.map(({ luminance }) => luminance));
  expectFalling(all.map(({ unifiedQualityScore }) => unifiedQualityScore));
});

test("over-exposure raises luminance and lowers the unified score", () => {
  const all = [1, 1.5, 2, 3].map((factor) => measureDrawn(toScaled(factor)));
  expectFalling(all.map(({ luminance }) => -luminance));
  expectFalling(all.map(({ unifiedQualityScore }) => unifiedQualityScore));
});

test("cloth over mouth and nose is an occlusion", () => {
  for (const cloth of [
    [235, 235, 235],
    [150, 190, 210],
    [30, 30, 35],
  ] as const) {
    const { occlusionProbability, quality } = measureDrawn((colour, _x, y) => (y > 245 ? cloth : colour));
    expect(occlusionProbability).toBeGreaterThan(0.5);
    expect(quality.faceOcclusionPrevention).toBeLessThan(50);
  }
});

test("a smaller second face leaves more of the single face component", () => {
  const { image, detection, description } = drawFace();
  const measureBeside = (side: number): number =>
    measureFace(image, detection, description, {
      otherBoxes: [{ x: 0, y: 0, width: side, height: side }],
      uploadScale: 1,
    }).quality.singleFacePresent;
  expect(measureBeside(10)).toBeGreaterThan(measureBeside(100));
  expect(measureBeside(300)).toBe(0);
});

test("pixels of the upload count for the inter-eye distance, pixels of the image are reported", () => {
  const { image, detection, description } = drawFace();
  const small = measureFace(image, detection, description, { otherBoxes: [], uploadScale: 0.5 });
  const large = measureFace(image, detection, description, { otherBoxes: [], uploadScale: 2 });
  expect(small.quality.interEyeDistance).toBeLessThan(large.quality.interEyeDistance);
  expect(small.interPupilDistancePx).toBe(large.interPupilDistancePx);
});

test("measures stay in range for any pixels, sizes and landmarks", () => {
  const coordinate = fc.double({ min: -300, max: 300, noNaN: true });
  const arbitrary = fc.record({
    widthPx: fc.integer({ min: 1, max: 40 }),
    heightPx: fc.integer({ min: 1, max: 40 }),
    seed: fc.integer({ min: 1, max: 255 }),
    points: fc.array(fc.record({ x: coordinate, y: coordinate }), { minLength: 68, maxLength: 68 }),
    box: fc.record({ x: coordinate, y: coordinate, width: coordinate, height: coordinate }),
    uploadScale: fc.double({ min: 0.1, max: 10, noNaN: true }),
  });
  const { description } = drawFace();
  fc.assert(
    fc.property(arbitrary, ({ widthPx, heightPx, seed, points, box, uploadScale }) => {
      const image = drawImage(widthPx, heightPx, (x, y) => [
        (x * seed) % 256,
        (y * seed) % 256,
        (x * y * seed) % 256,
      ]);
      const face = { ...description, landmarks: points };
      expectInRange(
        measureFace(image, { box, detectionScore: 0.5 }, face, { otherBoxes: [box], uploadScale }),
      );
    }),
    { numRuns: 30 },
  );
});

test("a constant image, a single pixel and landmarks outside the image give measures", () => {
  const { description, detection } = drawFace();
  for (const [side, level] of [
    [1, 0],
    [1, 255],
    [300, 0],
    [300, 128],
    [300, 255],
  ] as const) {
    const image = drawImage(side, side, () => [level, level, level]);
    for (const centre of [
      { x: 150, y: 150 },
      { x: -900, y: 4000 },
    ]) {
      const face = { ...description, landmarks: drawLandmarks(centre, 60) };
      expectInRange(measureFace(image, detection, face, ALONE));
    }
  }
});
