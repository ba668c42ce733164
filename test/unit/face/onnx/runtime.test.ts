import { expect, test } from "vitest";
import { installedPackages, loadRuntime, type RuntimeImports } from "../../../../src/face/onnx/runtime.ts";

/** An installation without the native binary, as on a platform that the package does not support. */
const withoutNative: RuntimeImports = {
  node: () => Promise.reject(new Error("Cannot find package 'onnxruntime-node'\nimported from here")),
  web: installedPackages.web,
};

test("the native runtime is taken when it is installed, without a word", async () => {
  const notices: string[] = [];
  const runtime = await loadRuntime({ onNotice: (message) => notices.push(message) });
  expect(runtime.version).toMatch(/^onnxruntime-node \d+\.\d+\.\d+$/);
  expect(notices).toEqual([]);
});

test("WebAssembly is taken where the native runtime is missing, and one notice says why", async () => {
  const notices: string[] = [];
  const runtime = await loadRuntime({ onNotice: (message) => notices.push(message) }, withoutNative);
  expect(runtime.version).toMatch(/^onnxruntime-web \d+\.\d+\.\d+$/);
  expect(notices).toEqual([
    "The networks run on WebAssembly, because onnxruntime-node cannot be loaded: Cannot find package 'onnxruntime-node'",
  ]);
});

test("a runtime that was asked for by name is not replaced by another", async () => {
  await expect(loadRuntime({ runtime: "node" }, withoutNative)).rejects.toThrow("onnxruntime-node");
});
