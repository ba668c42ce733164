import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { analyzeImage } from "../../src/face/analysis.ts";
import { measureDistance } from "../../src/face/comparison.ts";
import { decode } from "../../src/face/decode.ts";
import { describeFace } from "../../src/face/describe.ts";
import { detectFaces } from "../../src/face/detect.ts";
import { locateWeights } from "../../src/face/models.ts";
import { createTfjsNetworks } from "../../src/face/tfjs/networks.ts";
import { loadPhoto } from "./photos.ts";

const require = createRequire(import.meta.url);

test("detections and descriptions are those of face-api's own chain", async () => {
  const networks = await createTfjsNetworks();
  const faceApi: typeof import("@vladmandic/face-api") = require("@vladmandic/face-api/dist/face-api.node-wasm.js");
  const { ssdMobilenetv1, faceLandmark68Net, ageGenderNet, faceRecognitionNet } = faceApi.nets;
  for (const net of [ssdMobilenetv1, faceLandmark68Net, ageGenderNet, faceRecognitionNet]) {
    await net.loadFromDisk(locateWeights());
  }
  const { image } = await decode(await loadPhoto(5));
  const pixels = faceApi.tf.tensor3d(image.data, [image.heightPx, image.widthPx, 3], "int32");
  const expected = await faceApi
    .detectAllFaces(pixels, new faceApi.SsdMobilenetv1Options({ minConfidence: 0.5, maxResults: 100 }))
    .withFaceLandmarks()
    .withAgeAndGender()
    .withFaceDescriptors();
  pixels.dispose();
  expected.sort((a, b) => b.detection.box.area - a.detection.box.area);

  const detections = await detectFaces(networks, image);
  expect(detections).toHaveLength(expected.length);
  for (const [index, detection] of detections.entries()) {
    const face = expected[index];
    const description = await describeFace(networks, image, detection);
    expect(detection.detectionScore).toBeCloseTo(face?.detection.score ?? 0, 5);
    expect(detection.box.x).toBeCloseTo(face?.detection.box.x ?? 0, 2);
    expect(description.landmarks[30]?.x).toBeCloseTo(face?.landmarks.positions[30]?.x ?? 0, 2);
    expect(description.landmarks[8]?.y).toBeCloseTo(face?.landmarks.positions[8]?.y ?? 0, 2);
    expect(description.ageYears).toBeCloseTo(face?.age ?? 0, 2);
    expect(description.gender).toBe(face?.gender);
    expect(description.genderProbability).toBeCloseTo(face?.genderProbability ?? 0, 4);
    expect(measureDistance(description.descriptor, face?.descriptor ?? [])).toBeLessThan(1e-3);
  }
  await networks.close();
});

test("the networks on TensorFlow.js leave no tensors behind", async () => {
  const tf: typeof import("@tensorflow/tfjs") = require("@tensorflow/tfjs");
  const networks = await createTfjsNetworks();
  const before = tf.memory().numTensors;
  await analyzeImage(networks, await loadPhoto(3), { rotate: false });
  await analyzeImage(networks, Buffer.from("no picture"), { rotate: false }).catch(() => {});
  expect(tf.memory().numTensors).toBe(before);
  await networks.close();
});
