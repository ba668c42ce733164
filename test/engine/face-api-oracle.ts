import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type * as Tfjs from "@tensorflow/tfjs";
import type * as TfjsWasm from "@tensorflow/tfjs-backend-wasm";
import type * as FaceApi from "@vladmandic/face-api/dist/face-api.node-wasm.js";
import type { Detection, FaceDescription, RgbImage } from "../../src/face/facts.ts";

/** face-api itself on TensorFlow.js and WebAssembly: all faces with a score above 0.5 and what it says about them. */
export type Oracle = (image: RgbImage) => Promise<(Detection & FaceDescription)[]>;

/** Loads face-api with its own weights; rejects when TensorFlow.js cannot start. */
export async function loadOracle(): Promise<Oracle> {
  const require = createRequire(import.meta.url);
  const tf: typeof Tfjs = require("@tensorflow/tfjs");
  const wasm: typeof TfjsWasm = require("@tensorflow/tfjs-backend-wasm");
  const wasmFolder = join(dirname(require.resolve("@tensorflow/tfjs-backend-wasm/package.json")), "dist");
  wasm.setWasmPaths(`${wasmFolder}/`);
  await tf.setBackend("wasm");
  const faceApi: typeof FaceApi = require("@vladmandic/face-api/dist/face-api.node-wasm.js");
  const modelFolder = join(dirname(require.resolve("@vladmandic/face-api/package.json")), "model");
  const { ssdMobilenetv1, faceLandmark68Net, ageGenderNet, faceRecognitionNet } = faceApi.nets;
  for (const net of [ssdMobilenetv1, faceLandmark68Net, ageGenderNet, faceRecognitionNet]) {
    await net.loadFromDisk(modelFolder);
  }

  return async ({ data, widthPx, heightPx }) => {
    const picture = tf.tensor3d(data, [heightPx, widthPx, 3], "int32");
    // TensorFlow.js is installed once, but face-api's types describe a bundled copy of its tensors.
    const input = picture as unknown as FaceApi.TNetInput;
    const faces = await faceApi
      .detectAllFaces(input, new faceApi.SsdMobilenetv1Options({ minConfidence: 0.5 }))
      .withFaceLandmarks()
      .withAgeAndGender()
      .withFaceDescriptors();
    picture.dispose();
    return faces.map((face) => ({
      box: face.detection.box,
      detectionScore: face.detection.score,
      landmarks: face.landmarks.positions,
      ageYears: face.age,
      gender: face.gender,
      genderProbability: face.genderProbability,
      descriptor: face.descriptor,
    }));
  };
}
