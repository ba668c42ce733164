import { expect, test } from "vitest";
import { measureFace } from "../../../src/face/measure.ts";
import { measureBonaFide } from "../../../src/face/pad/bona-fide.ts";
import { createTwiddles, transformFourier } from "../../../src/face/pad/fourier.ts";
import { measureFrame } from "../../../src/face/pad/frame.ts";
import { type Colour, createNoise, drawFace, drawImage } from "./synthetic-face.ts";

const BOX = { x: 200, y: 180, width: 160, height: 200 };

/** Colour of a lit wall with grain. */
function createWall(): (x: number, y: number) => Colour {
  const noise = createNoise();
  return (x, y) => {
    const level = 150 + 0.1 * x - 0.05 * y + 3 * noise();
    return [level, level, level - 20];
  };
}

test("a bezel around the face is a frame", () => {
  const wall = createWall();
  const image = drawImage(560, 560, (x, y) => {
    const inside = x > 150 && x < 410 && y > 90 && y < 480;
    const screen = x > 165 && x < 395 && y > 110 && y < 460;
    return inside && !screen ? [15, 15, 18] : wall(x, y);
  });
  expect(measureFrame(image, BOX)).toBeGreaterThan(0.7);
  expect(measureBonaFide(image, BOX)).toBeLessThan(0.5);
});

test("door posts, shelves and blinds are no frame", () => {
  const scenes: readonly ((x: number, y: number) => boolean)[] = [
    (x) => (x > 100 && x < 115) || (x > 430 && x < 445),
    (_x, y) => y % 140 < 12,
    (_x, y) => y % 24 < 10,
  ];
  for (const isDark of scenes) {
    const wall = createWall();
    const image = drawImage(560, 560, (x, y) => (isDark(x, y) ? [40, 35, 30] : wall(x, y)));
    expect(measureFrame(image, BOX)).toBeLessThan(0.5);
  }
});

test("the black corners of a turned photo are no frame", () => {
  const wall = createWall();
  const image = drawImage(560, 560, (x, y) => {
    const padded = x < 120 + 0.1 * y || x > 420 + 0.1 * y || y < 100 - 0.1 * x || y > 500 - 0.1 * x;
    return padded ? [0, 0, 0] : wall(x, y);
  });
  expect(measureFrame(image, BOX)).toBeLessThan(0.5);
});

test("a fine grid over the face gives a replay away", () => {
  const { image, detection, description } = drawFace(([red, green, blue], x, y) => {
    const grid = 0.8 + 0.1 * Math.cos(1.9 * x + 0.2 * y) + 0.1 * Math.cos(1.9 * y - 0.2 * x);
    return [red * grid, green * grid, blue * grid];
  });
  const waved = drawFace(([red, green, blue], x, y) => {
    const moire = 0.85 + 0.15 * Math.cos(1.4 * x + 0.9 * y);
    return [red * moire, green * moire, blue * moire];
  });
  const context = { otherBoxes: [], uploadScale: 1 };
  expect(measureFace(image, detection, description, context).bonaFideProbability).toBeLessThan(0.5);
  expect(measureFace(waved.image, detection, description, context).bonaFideProbability).toBeLessThan(0.5);
});

test("the Fourier transform finds a single frequency", () => {
  const real = Float32Array.from({ length: 32 }, (_, i) => Math.cos((2 * Math.PI * 5 * i) / 32));
  const imaginary = new Float32Array(32);
  transformFourier(real, imaginary, 0, 1, createTwiddles(32));
  const amplitudes = Array.from(real, (value, i) => Math.hypot(value, imaginary[i] ?? 0));
  expect(amplitudes[5]).toBeCloseTo(16, 3);
  expect(amplitudes[27]).toBeCloseTo(16, 3);
  expect(amplitudes.filter((amplitude) => amplitude > 0.001)).toHaveLength(2);
});
