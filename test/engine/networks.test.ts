import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { analyzeImage } from "../../src/face/analysis.ts";
import { UnreadableImageError } from "../../src/face/engine.ts";
import type { FaceFacts } from "../../src/face/facts.ts";
import type { FaceNetworks } from "../../src/face/networks.ts";
import { createCrop, knownBoxes, loadPhoto } from "./photos.ts";
import { loadTestNetworks } from "./test-networks.ts";

const upright = { rotate: false };

let networks: FaceNetworks;
let photos: readonly Buffer[];
let facts: readonly FaceFacts[];

beforeAll(async () => {
  networks = await loadTestNetworks();
  photos = await Promise.all([1, 2, 3, 4, 5, 6].map(loadPhoto));
  const found: FaceFacts[] = [];
  for (const photo of photos) found.push(await analyzeImage(networks, photo, upright));
  facts = found;
});

afterAll(() => networks.close());

test("the six group photos have 22 faces", () => {
  expect(facts.map(({ faces }) => faces.length)).toEqual([3, 3, 3, 4, 5, 4]);
  expect(facts[0]).toMatchObject({ widthPx: 1920, heightPx: 1280, bestAngle: 0 });
});

test.each([1, 3, 5])("the faces of photo %i are where face-api finds them", (number) => {
  for (const known of knownBoxes[number] ?? []) {
    const tolerancePx = known.width / 10;
    const isNear = facts[number - 1]?.faces.some(
      ({ box }) =>
        Math.abs(box.x - known.x) <= tolerancePx &&
        Math.abs(box.y - known.y) <= tolerancePx &&
        Math.abs(box.width - known.width) <= tolerancePx &&
        Math.abs(box.height - known.height) <= tolerancePx,
    );
    expect(isNear).toBe(true);
  }
});

test("every face is described in its ranges, the largest first", () => {
  for (const { faces } of facts) {
    const areas = faces.map(({ box }) => box.width * box.height);
    expect(areas).toEqual(areas.toSorted((a, b) => b - a));
    for (const face of faces) {
      expect(face.landmarks).toHaveLength(68);
      expect(face.descriptor).toHaveLength(128);
      expect(face.detectionScore).toBeGreaterThanOrEqual(0.5);
      expect(face.ageYears).toBeGreaterThan(5);
      expect(face.ageYears).toBeLessThan(90);
      expect(face.genderProbability).toBeGreaterThanOrEqual(0.5);
      expect(face.padding.left).toBeCloseTo(face.box.x);
    }
  }
});

test("a picture that was scaled down has its facts in pixels of the upload", async () => {
  const photo = photos[0] ?? Buffer.alloc(0);
  const large = await sharp(photo).resize(2880).jpeg().toBuffer();
  const { widthPx, heightPx, faces } = await analyzeImage(networks, large, upright);
  expect([widthPx, heightPx]).toEqual([2880, 1920]);
  const [small, scaled] = [facts[0]?.faces[0], faces[0]];
  expect(scaled?.box.x).toBeCloseTo((small?.box.x ?? 0) * 1.5, -1.5);
  expect(scaled?.interPupilDistancePx).toBeCloseTo((small?.interPupilDistancePx ?? 0) * 1.5, -1);
  expect(scaled?.landmarks[30]?.x).toBeCloseTo((small?.landmarks[30]?.x ?? 0) * 1.5, -1.5);
});

test.each([0, 0.1, 0.3])("a face that fills its picture but for a margin of %d is found", async (margin) => {
  const box = facts[1]?.faces[0]?.box ?? { x: 0, y: 0, width: 1, height: 1 };
  const crop = await createCrop(photos[1] ?? Buffer.alloc(0), box, margin);
  const { faces } = await analyzeImage(networks, crop, upright);
  expect(faces).toHaveLength(1);
  expect(faces[0]?.box.width).toBeGreaterThan(box.width * 0.8);
  expect(faces[0]?.box.width).toBeLessThan(box.width * 1.25);
});

test("a picture without a face has no faces", async () => {
  const plain = await sharp({ create: { width: 320, height: 240, channels: 3, background: "#7890a0" } })
    .png()
    .toBuffer();
  expect(await analyzeImage(networks, plain, { rotate: true })).toMatchObject({ bestAngle: 0, faces: [] });
});

test("a picture of one pixel is analysed", async () => {
  const pixel = await sharp({ create: { width: 1, height: 1, channels: 3, background: "#fff" } })
    .png()
    .toBuffer();
  expect((await analyzeImage(networks, pixel, upright)).faces).toEqual([]);
});

test("unreadable bytes throw an UnreadableImageError", async () => {
  await expect(analyzeImage(networks, Buffer.from("no picture"), upright)).rejects.toThrow(
    UnreadableImageError,
  );
});
