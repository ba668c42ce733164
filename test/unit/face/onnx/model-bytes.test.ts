import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import { expect, test } from "vitest";
import { GraphBuilder } from "../../../../src/face/onnx/graph.ts";
import { toModelBytes } from "../../../../src/face/onnx/model-bytes.ts";
import { loadRuntime } from "../../../../src/face/onnx/runtime.ts";

test("a model has the format version, its graph and the operator set of ONNX", () => {
  const bytes = toModelBytes(buildDoubling());
  expect(parseFields(bytes).map(({ field }) => field)).toEqual([1, 2, 7, 8]);
});

test("a graph lists nodes, name, constants, input and output under ONNX's field numbers", () => {
  const graph = parseFields(toModelBytes(buildDoubling())).find(({ field }) => field === 7);
  expect(parseFields(graph?.content).map(({ field }) => field)).toEqual([1, 1, 2, 5, 11, 12]);
});

test("ONNX Runtime runs a serialised graph", async () => {
  const runtime = await loadRuntime({});
  const network = await runtime.loadNetwork(toModelBytes(buildDoubling()));
  expect([...(await network.run(Float32Array.of(1, 2.5, -4), 1))]).toEqual([2, 5, -8]);
  await network.close();
});

test("ONNX Runtime refuses bytes that are no model", async () => {
  const runtime = await loadRuntime({});
  await expect(runtime.loadNetwork(Uint8Array.of(1, 2, 3))).rejects.toThrow();
});

/** A graph that doubles the three values of a picture of one pixel. */
function buildDoubling() {
  const graph = new GraphBuilder();
  const doubled = graph.node("Mul", ["picture", graph.scalar(2)]);
  const flat = graph.node("Flatten", [doubled], { axis: 1 });
  return graph.build(
    "doubling",
    { name: "picture", shape: [1, 3, "side", "side"] },
    { name: flat, shape: [1, 3] },
  );
}

function parseFields(bytes: Uint8Array = new Uint8Array()): { field: number; content: Uint8Array }[] {
  const reader = new BinaryReader(bytes);
  const fields: { field: number; content: Uint8Array }[] = [];
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    const content = type === WireType.LengthDelimited ? reader.bytes() : reader.skip(type);
    fields.push({ field, content });
  }
  return fields;
}
