import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { toDepthwiseFilters, toFilters, toScaledFilters } from "../../../../src/face/onnx/filters.ts";
import { loadWeights } from "../../../../src/face/onnx/weights.ts";

const quantised = {
  name: "filters",
  shape: [1, 3],
  dtype: "float32",
  quantization: { dtype: "uint8", scale: 0.5, min: -1 },
};
const plain = { name: "bias", shape: [2], dtype: "float32" };

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "stuntface-weights-"));
});

afterEach(() => rm(folder, { recursive: true }));

test("quantised bytes become floats by scale and minimum, and floats are read at any offset", async () => {
  const bias = new Uint8Array(Float32Array.of(0.25, -8).buffer);
  const weights = await loadNetwork([quantised, plain], [0, 2, 255, ...bias]);
  expect([...weights("filters").values]).toEqual([-1, 0, 126.5]);
  expect([...weights("bias").values]).toEqual([0.25, -8]);
  expect(weights("bias").shape).toEqual([2]);
});

test("a name that is not among the weights is an error that says so", async () => {
  const weights = await loadNetwork([quantised], [0, 0, 0]);
  expect(() => weights("scale")).toThrow("The network tiny has no weights named scale.");
});

test.each([
  { name: "too short", bytes: [0, 0], message: "The weights end in the middle of filters." },
  { name: "too long", bytes: [0, 0, 0, 0], message: "1 bytes are left after the last weight." },
])("a file that is $name is refused", async ({ bytes, message }) => {
  await expect(loadNetwork([quantised], bytes)).rejects.toThrow(message);
});

test("another quantisation than uint8 is refused", async () => {
  const halves = { ...quantised, quantization: { ...quantised.quantization, dtype: "uint16" } };
  await expect(loadNetwork([halves], [0, 0, 0])).rejects.toThrow("quantised as uint16");
});

test("filters are reordered from height, width, in, out to out, in, height, width", () => {
  const filters = toFilters({ shape: [1, 2, 2, 3], values: Float32Array.from({ length: 12 }, (_, i) => i) });
  expect(filters.shape).toEqual([3, 2, 1, 2]);
  expect([...filters.values]).toEqual([0, 6, 3, 9, 1, 7, 4, 10, 2, 8, 5, 11]);
});

test("depthwise filters become one plane a channel", () => {
  const filters = toDepthwiseFilters({ shape: [1, 2, 2, 1], values: Float32Array.of(1, 10, 2, 20) });
  expect(filters.shape).toEqual([2, 1, 1, 2]);
  expect([...filters.values]).toEqual([1, 2, 10, 20]);
});

test("every output channel is multiplied by its own factor", () => {
  const filters = { shape: [2, 1, 1, 2], values: Float32Array.of(1, 2, 3, 4) };
  expect([...toScaledFilters(filters, Float32Array.of(10, 100)).values]).toEqual([10, 20, 300, 400]);
});

async function loadNetwork(weights: readonly object[], bytes: readonly number[]) {
  const manifest = [{ paths: ["tiny.bin"], weights }];
  await writeFile(join(folder, "tiny-weights_manifest.json"), JSON.stringify(manifest));
  await writeFile(join(folder, "tiny.bin"), Uint8Array.from(bytes));
  return loadWeights(folder, "tiny");
}
