import type { FaceNetworks } from "./networks.ts";

/**
 * Ways to run the networks: ONNX Runtime with native code where its binary is installed and WebAssembly elsewhere, ONNX
 * Runtime on WebAssembly in any case, or face-api on TensorFlow.js.
 */
export type EngineName = "onnx" | "onnx-wasm" | "tfjs";

/** Which networks are loaded, and how many threads the native runtime may use for the detector. */
export type NetworkOptions = { readonly engine: EngineName; readonly threads: number };

/** Loads the networks that the options name; `onNotice` hears of a slower runtime that had to be taken. */
export async function loadNetworks(
  { engine, threads }: NetworkOptions,
  onNotice: (message: string) => void,
): Promise<FaceNetworks> {
  // Each runtime is loaded only when it is wanted: it need not be installed otherwise.
  if (engine === "tfjs") return loadTfjs();
  const { createOnnxNetworks } = await import("./onnx/networks.ts");
  return createOnnxNetworks({ threads, onNotice, ...(engine === "onnx-wasm" ? { runtime: "web" } : {}) });
}

async function loadTfjs(): Promise<FaceNetworks> {
  const { createTfjsNetworks } = await import("./tfjs/networks.ts");
  try {
    return await createTfjsNetworks();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw error;
    throw new Error(
      "The engine tfjs needs packages that are not installed: npm install @tensorflow/tfjs @tensorflow/tfjs-backend-wasm",
      { cause: error },
    );
  }
}
