import { expect, test } from "vitest";
import { isUnneeded } from "../../../src/build/unneeded-modules.ts";
import { loadManifest } from "../../../src/face/models.ts";

const weights = loadManifest().map(({ file }) => file);
const needs = { cpu: "arm64", weights };

test.each([
  "onnxruntime-node/bin/napi-v3/linux/arm64/onnxruntime_binding.node",
  "onnxruntime-node/dist/index.js",
  "onnxruntime-web/dist/ort.node.min.mjs",
  "onnxruntime-web/dist/ort-wasm-simd-threaded.wasm",
  "onnxruntime-web/dist/ort-wasm-simd-threaded.mjs",
  "@vladmandic/face-api/model/face_recognition_model.bin",
  "@vladmandic/face-api/package.json",
  "@libsql/linux-arm64-gnu/index.node",
  "@img/sharp-libvips-linux-arm64/lib/libvips-cpp.so.8.18.7",
  "fastify/fastify.js",
  "yaml/dist/doc/Document.js",
])("%s stays in the image", (path) => expect(isUnneeded(path, needs)).toBe(false));

test.each([
  "onnxruntime-node/bin/napi-v3/linux/x64/onnxruntime_binding.node",
  "onnxruntime-node/bin/napi-v3/win32/arm64/onnxruntime.dll",
  "onnxruntime-web/dist/ort-wasm-simd-threaded.jsep.wasm",
  "onnxruntime-web/lib/index.ts",
  "@vladmandic/face-api/demo/sample3.jpg",
  "@vladmandic/face-api/dist/face-api.js",
  "@vladmandic/face-api/model/tiny_face_detector_model.bin",
  "@libsql/linux-arm64-musl/index.node",
  "fastify/fastify.d.ts",
  "yaml/dist/index.js.map",
])("%s does not stay in the image", (path) => expect(isUnneeded(path, needs)).toBe(true));

test.each([
  "@vladmandic/face-api/LICENSE",
  "@libsql/linux-arm64-musl/LICENSE.md",
  "onnxruntime-web/dist/ThirdPartyNotices.txt",
  "some/licence.d.ts",
])("the licence %s stays, whatever else of its package goes", (path) => {
  expect(isUnneeded(path, needs)).toBe(false);
});
