import { createRequire } from "node:module";
import { dirname } from "node:path";
import type * as FaceApi from "@vladmandic/face-api";

/** face-api bound to a TensorFlow.js backend that is ready to run. */
export type TfjsRuntime = {
  readonly faceApi: typeof FaceApi;
  /** Packages with their versions and the backend. */
  readonly version: string;
};

/** face-api on `@tensorflow/tfjs-node` where that is installed and works, otherwise on WebAssembly. */
export async function loadRuntime(): Promise<TfjsRuntime> {
  return (await loadNativeRuntime()) ?? (await loadWasmRuntime());
}

const require = createRequire(import.meta.url);

async function loadNativeRuntime(): Promise<TfjsRuntime | undefined> {
  try {
    // An optional accelerator: it downloads its library at install time, so it is often absent or broken.
    require("@tensorflow/tfjs-node");
    return await toReadyRuntime(require("@vladmandic/face-api/dist/face-api.node.js"), "tensorflow");
  } catch {
    return undefined;
  }
}

async function loadWasmRuntime(): Promise<TfjsRuntime> {
  const wasm: typeof import("@tensorflow/tfjs-backend-wasm") = require("@tensorflow/tfjs-backend-wasm");
  // Without the platform-fetch flag the backend reads the files from disk; with it, it asks the network.
  wasm.setWasmPaths(`${dirname(require.resolve("@tensorflow/tfjs-backend-wasm"))}/`);
  return toReadyRuntime(require("@vladmandic/face-api/dist/face-api.node-wasm.js"), "wasm");
}

async function toReadyRuntime(faceApi: typeof FaceApi, backend: string): Promise<TfjsRuntime> {
  // face-api's own types leave out most of the TensorFlow.js that it carries.
  const tf: typeof import("@tensorflow/tfjs") = require("@tensorflow/tfjs");
  // Production mode keeps TensorFlow.js from writing advice to the console.
  tf.enableProdMode();
  if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js cannot start its ${backend} backend.`);
  await tf.ready();
  // A library that loads but cannot compute shall be noticed here, where another backend can still take over.
  tf.tidy(() => tf.add(tf.tensor1d([1]), 1).dataSync());
  return { faceApi, version: `face-api ${faceApi.version} tfjs ${tf.version_core} ${backend}` };
}
