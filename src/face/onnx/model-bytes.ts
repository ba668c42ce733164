import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import type { Attributes, Constant, Graph, GraphNode, Signature } from "./graph.ts";

// Field numbers and codes as in onnx/onnx.proto of ONNX 1.17 (https://github.com/onnx/onnx/blob/v1.17.0/onnx/onnx.proto).
const elementType = { float: 1, int64: 7 } as const;
const attributeType = { int: 2, string: 3, ints: 7 } as const;

// Version 8 of the format and operator set 17 are what ONNX Runtime has read since 1.12 (May 2022).
const irVersion = 8;
const operatorSetVersion = 17;

/** Serialises a graph as an ONNX `ModelProto`. */
export function toModelBytes(graph: Graph): Uint8Array {
  const writer = new BinaryWriter();
  integer(writer, 1, irVersion);
  text(writer, 2, "stuntface");
  message(writer, 7, () => writeGraph(writer, graph));
  message(writer, 8, () => {
    text(writer, 1, "");
    integer(writer, 2, operatorSetVersion);
  });
  return writer.finish();
}

function writeGraph(writer: BinaryWriter, graph: Graph): void {
  for (const node of graph.nodes) message(writer, 1, () => writeNode(writer, node));
  text(writer, 2, graph.name);
  for (const constant of graph.constants) message(writer, 5, () => writeConstant(writer, constant));
  message(writer, 11, () => writeSignature(writer, graph.input));
  message(writer, 12, () => writeSignature(writer, graph.output));
}

function writeNode(writer: BinaryWriter, node: GraphNode): void {
  for (const input of node.inputs) text(writer, 1, input);
  text(writer, 2, node.output);
  text(writer, 4, node.operator);
  for (const [name, value] of Object.entries(node.attributes)) {
    message(writer, 5, () => writeAttribute(writer, name, value));
  }
}

function writeAttribute(writer: BinaryWriter, name: string, value: Attributes[string]): void {
  text(writer, 1, name);
  if (typeof value === "number") {
    integer(writer, 3, value);
    integer(writer, 20, attributeType.int);
  } else if (typeof value === "string") {
    text(writer, 4, value);
    integer(writer, 20, attributeType.string);
  } else {
    for (const item of value) integer(writer, 8, item);
    integer(writer, 20, attributeType.ints);
  }
}

function writeConstant(writer: BinaryWriter, { name, shape, values }: Constant): void {
  for (const side of shape) integer(writer, 1, side);
  integer(writer, 2, values instanceof Float32Array ? elementType.float : elementType.int64);
  text(writer, 8, name);
  const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  writer.tag(9, WireType.LengthDelimited).bytes(raw);
}

function writeSignature(writer: BinaryWriter, { name, shape }: Signature): void {
  text(writer, 1, name);
  const writeSide = (side: number | string) =>
    typeof side === "number" ? integer(writer, 1, side) : text(writer, 2, side);
  const writeShape = () => {
    for (const side of shape) message(writer, 1, () => writeSide(side));
  };
  const writeTensorType = () => {
    integer(writer, 1, elementType.float);
    message(writer, 2, writeShape);
  };
  message(writer, 2, () => message(writer, 1, writeTensorType));
}

function integer(writer: BinaryWriter, field: number, value: number): void {
  writer.tag(field, WireType.Varint).int64(value);
}

function text(writer: BinaryWriter, field: number, value: string): void {
  writer.tag(field, WireType.LengthDelimited).string(value);
}

function message(writer: BinaryWriter, field: number, write: () => void): void {
  writer.tag(field, WireType.LengthDelimited).fork();
  write();
  writer.join();
}
