import sharp from "sharp";
import { expect, test } from "vitest";
import type { RgbImage } from "../../../src/face/facts.ts";
import { measureGeometry } from "../../../src/face/landmarks.ts";
import { cutLumaTile } from "../../../src/face/luma-tile.ts";
import { measureFace } from "../../../src/face/measure.ts";
import { measureBlockiness } from "../../../src/face/quality/blockiness.ts";
import { measureExposure } from "../../../src/face/quality/exposure.ts";
import { measurePlacement, measurePoseComponent } from "../../../src/face/quality/placement.ts";
import { measureDetail } from "../../../src/face/quality/sharpness.ts";
import { createNoise, drawFace, drawImage, drawLandmarks } from "./synthetic-face.ts";

const ALONE = { otherBoxes: [], uploadScale: 1 };
const FRONTAL = { yawDeg: 0, pitchDeg: 0, rollDeg: 0 };

async function compress(image: RgbImage, quality: number): Promise<RgbImage> {
  const raw = { width: image.widthPx, height: image.heightPx, channels: 3 as const };
  const jpeg = await sharp(image.data, { raw }).jpeg({ quality }).toBuffer();
  return { ...image, data: new Uint8Array(await sharp(jpeg).raw().toBuffer()) };
}

test("recompression raises blockiness and lowers sharpness and the unified score", async () => {
  // Light from one side, as on any photo: on evenly coloured skin hard compression leaves no steps at all.
  const { image, detection, description } = drawFace(([red, green, blue], x) => {
    const light = 0.7 + 0.5 * (x / 480);
    return [red * light, green * light, blue * light];
  });
  const all = [];
  for (const quality of [95, 30, 15, 8]) {
    const compressed = await compress(image, quality);
    const { quality: components, unifiedQualityScore } = measureFace(
      compressed,
      detection,
      description,
      ALONE,
    );
    const blockiness = measureBlockiness(cutLumaTile(compressed, detection.box, 200), 1);
    all.push({ sharpness: components.sharpness, unifiedQualityScore, blockiness });
  }
  for (const [index, measures] of all.entries()) {
    const before = all[index - 1];
    if (before === undefined) continue;
    expect(measures.blockiness).toBeGreaterThan(before.blockiness);
    expect(measures.sharpness).toBeLessThan(before.sharpness);
    expect(measures.unifiedQualityScore).toBeLessThan(before.unifiedQualityScore);
  }
});

test("noise is not taken for detail", () => {
  const noise = createNoise();
  const pixels = Int32Array.from({ length: 60 * 60 }, (_, i) => (2 + Math.floor(i / 60)) * 64 + 2 + (i % 60));
  const grainy = Float32Array.from({ length: 64 * 64 }, () => 128 + 20 * noise());
  const striped = Float32Array.from({ length: 64 * 64 }, (_, i) => (i % 16 === 0 ? 60 : 128));
  expect(measureDetail(grainy, 64, pixels)).toBeLessThan(0.6 * measureDetail(striped, 64, pixels));
});

test("the shares of dark and clipped pixels move the exposure components", () => {
  const pixels = Int32Array.from({ length: 100 }, (_, i) => i);
  const withDark = (share: number): number =>
    measureExposure(
      Float32Array.from({ length: 100 }, (_, i) => (i < share * 100 ? 0.01 : 0.4)),
      pixels,
    ).underExposurePrevention;
  const withClipped = (share: number): number =>
    measureExposure(
      Float32Array.from({ length: 100 }, (_, i) => (i < share * 100 ? 1 : 0.4)),
      pixels,
    ).overExposurePrevention;
  expect(withDark(0)).toBeGreaterThan(95);
  expect(withDark(1)).toBe(0);
  expect(withClipped(0)).toBe(100);
  expect(withClipped(0.1)).toBeCloseTo(1 / 0.11, 3);
});

test("a face at the border has small margins", () => {
  const image = drawImage(600, 600, () => [128, 128, 128]);
  const placeAt = (x: number, y: number) =>
    measurePlacement(image, measureGeometry(drawLandmarks({ x, y }, 80)), FRONTAL, 1);
  const middle = placeAt(300, 280);
  expect(middle.leftwardCrop).toBeGreaterThan(95);
  expect(middle.rightwardCrop).toBeGreaterThan(95);
  expect(placeAt(50, 280).leftwardCrop).toBeLessThan(5);
  expect(placeAt(560, 280).rightwardCrop).toBeLessThan(5);
  expect(placeAt(300, 40).marginAbove).toBeLessThan(5);
  expect(placeAt(300, 560).marginBelow).toBeLessThan(5);
});

test("the pose component falls with the angle", () => {
  expect(measurePoseComponent(0)).toBe(100);
  expect(measurePoseComponent(-45)).toBeCloseTo(50);
  expect(measurePoseComponent(45)).toBeCloseTo(50);
  expect(measurePoseComponent(120)).toBe(0);
});
