import type { EngineName, NetworkOptions } from "../face/load-networks.ts";

/** The ways to run the networks that are compared; each is a column of the table. */
export const runtimeNames = ["native1", "native2", "wasm", "tfjs"] as const;

/** A column of the table. */
export type RuntimeName = (typeof runtimeNames)[number];

/** What stands above the column of a runtime. */
export const runtimeTitles: Readonly<Record<RuntimeName, string>> = {
  native1: "ONNX Runtime, 1 thread",
  native2: "ONNX Runtime, 2 threads for the detector (default)",
  wasm: "ONNX Runtime on WASM",
  tfjs: "face-api on tfjs-WASM",
};

/** The engine of the server that is this runtime. */
export function toNetworkOptions(name: RuntimeName): NetworkOptions {
  const engines: Readonly<Record<RuntimeName, EngineName>> = {
    native1: "onnx",
    native2: "onnx",
    wasm: "onnx-wasm",
    tfjs: "tfjs",
  };
  return { engine: engines[name], threads: name === "native2" ? 2 : 1 };
}

/** Values by runtime; what could not be measured is absent. */
export type ByRuntime<T> = Readonly<Partial<Record<RuntimeName, T>>>;
