import { beforeAll, describe, expect, test } from "vitest";
import type { Detection, FaceDescription, Point, RgbImage } from "../../src/face/facts.ts";
import type { FaceNetworks } from "../../src/face/networks.ts";
import { createOnnxNetworks } from "../../src/face/onnx/networks.ts";
import { loadDemoPhotos } from "./demo-photos.ts";
import { loadOracle } from "./face-api-oracle.ts";

type DescribedFace = Detection & FaceDescription;

let photos: RgbImage[];
let expectedFaces: DescribedFace[][];

beforeAll(async () => {
  photos = await loadDemoPhotos();
  const oracle = await loadOracle();
  expectedFaces = [];
  for (const photo of photos) expectedFaces.push(await oracle(photo));
});

describe.each(["node", "web"] as const)("the networks on onnxruntime-%s", (runtime) => {
  let networks: FaceNetworks;

  beforeAll(async () => {
    networks = await createOnnxNetworks({ runtime });
    return () => networks.close();
  });

  test("see the same 22 faces as face-api on TensorFlow.js", async () => {
    let faceCount = 0;
    for (const [index, photo] of photos.entries()) {
      const expected = expectedFaces[index] ?? [];
      const detections = await networks.detect(photo, { minScore: 0.5 });
      expect(detections).toHaveLength(expected.length);
      for (const [position, detection] of detections.entries()) {
        const description = await networks.describe(photo, detection);
        expectSameFace({ ...detection, ...description }, expected[position]);
        faceCount++;
      }
    }
    expect(faceCount).toBe(22);
  });

  test("name their runtime in the version", () => {
    expect(networks.version).toMatch(new RegExp(`^onnxruntime-${runtime} \\d+\\.\\d+\\.\\d+$`));
  });

  test("find a face that fills the picture when the detector's input is smaller", async () => {
    const portrait = toPortrait(photos[0], expectedFaces[0]?.[0]);
    const [face] = await networks.detect(portrait, { minScore: 0.5, inputSizePx: 320 });
    expect(face?.box.width).toBeGreaterThan(portrait.widthPx / 3);
  });

  test("answer overlapping calls as they answer them one after the other", async () => {
    const sizes = [320, 512, 320, 256];
    const [photo] = photos;
    if (photo === undefined) throw new Error("There is no photo.");
    const detect = (inputSizePx: number) => networks.detect(photo, { minScore: 0.5, inputSizePx });
    const together = await Promise.all(sizes.map(detect));
    for (const [index, size] of sizes.entries()) expect(together[index]).toEqual(await detect(size));
  });

  test("describe a box beside the picture without failing", async () => {
    const [photo] = photos;
    if (photo === undefined) throw new Error("There is no photo.");
    const box = { x: photo.widthPx + 40, y: -90, width: 30, height: 30 };
    const description = await networks.describe(photo, { box, detectionScore: 0.5 });
    expect(description.descriptor.every(Number.isFinite)).toBe(true);
  });

  test("refuse an input size that is no multiple of 32", async () => {
    const [photo] = photos;
    if (photo === undefined) throw new Error("There is no photo.");
    const detection = networks.detect(photo, { minScore: 0.5, inputSizePx: 300 });
    await expect(detection).rejects.toThrow(RangeError);
  });
});

function expectSameFace(actual: DescribedFace, expected: DescribedFace | undefined): void {
  if (expected === undefined) throw new Error("face-api sees no such face.");
  for (const side of ["x", "y", "width", "height"] as const) {
    expect(Math.abs(actual.box[side] - expected.box[side])).toBeLessThan(0.01);
  }
  expect(Math.abs(actual.detectionScore - expected.detectionScore)).toBeLessThan(1e-4);
  expect(actual.landmarks).toHaveLength(68);
  for (const [index, point] of actual.landmarks.entries()) {
    expect(measureDistance(point, expected.landmarks[index])).toBeLessThan(0.01);
  }
  expect(Math.abs(actual.ageYears - expected.ageYears)).toBeLessThan(0.01);
  expect(actual.gender).toBe(expected.gender);
  expect(Math.abs(actual.genderProbability - expected.genderProbability)).toBeLessThan(1e-4);
  const differences = actual.descriptor.map((value, index) => value - (expected.descriptor[index] ?? 0));
  expect(Math.hypot(...differences)).toBeLessThan(1e-3);
}

function measureDistance(a: Point, b: Point | undefined): number {
  return b === undefined ? Number.POSITIVE_INFINITY : Math.hypot(a.x - b.x, a.y - b.y);
}

/** Cuts one face with little around it out of a photo, as a selfie shows it. */
function toPortrait(photo: RgbImage | undefined, face: Detection | undefined): RgbImage {
  if (photo === undefined || face === undefined) throw new Error("There is no face to cut out.");
  const [left, top] = [Math.floor(face.box.x), Math.floor(face.box.y)];
  const [widthPx, heightPx] = [Math.floor(face.box.width), Math.floor(face.box.height)];
  const rows = Array.from({ length: heightPx }, (_, row) => {
    const start = ((top + row) * photo.widthPx + left) * 3;
    return photo.data.subarray(start, start + widthPx * 3);
  });
  return { widthPx, heightPx, data: Buffer.concat(rows) };
}
