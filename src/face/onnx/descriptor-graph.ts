import { toFilters, toScaledFilters } from "./filters.ts";
import { type Graph, GraphBuilder, type Value } from "./graph.ts";
import { buildConvolution, buildPooling, buildRelu, type Padding } from "./layers.ts";
import type { Weights } from "./weights.ts";

/** Side of the picture that the recognition network reads. */
export const descriptorInputPx = 150;

type Stage = { readonly down?: string; readonly residual: readonly string[]; readonly fit?: Fit };

/** How the halved shortcut and the convolutions of a `down` block are made to fit. */
type Fit = { readonly extraChannels: number; readonly extraPixels: number };

// The sides are 35 after the first pooling, then 17, 8, 4 and 2; the convolutions leave 17, 8, 3 and 1.
const stages: readonly Stage[] = [
  { residual: ["conv32_1", "conv32_2", "conv32_3"] },
  {
    down: "conv64_down",
    residual: ["conv64_1", "conv64_2", "conv64_3"],
    fit: { extraChannels: 32, extraPixels: 0 },
  },
  { down: "conv128_down", residual: ["conv128_1", "conv128_2"], fit: { extraChannels: 64, extraPixels: 0 } },
  { down: "conv256_down", residual: ["conv256_1", "conv256_2"], fit: { extraChannels: 128, extraPixels: 1 } },
  { down: "conv256_down_out", residual: [], fit: { extraChannels: 0, extraPixels: 1 } },
];

/** The recognition network of face-api (`FaceRecognitionNet`, dlib's ResNet): a face in, 128 values out. */
export function buildDescriptorGraph(weights: Weights): Graph {
  const graph = new GraphBuilder();
  const picture = { name: "picture", shape: [1, 3, descriptorInputPx, descriptorInputPx] };
  const first = buildScaledConvolution(graph, picture.name, weights, "conv32_down", 2, "valid");
  let features = buildPooling(graph, buildRelu(graph, first), "MaxPool", {
    side: 3,
    stride: 2,
    padding: "valid",
  });
  for (const { down, residual, fit } of stages) {
    if (down !== undefined && fit !== undefined)
      features = buildDownBlock(graph, features, weights, down, fit);
    for (const name of residual) features = buildResidualBlock(graph, features, weights, name);
  }
  const flat = graph.node("Flatten", [graph.node("GlobalAveragePool", [features])]);
  const descriptor = graph.node("MatMul", [flat, graph.floats(weights("fc"))]);
  return graph.build("descriptor", picture, { name: descriptor, shape: [1, 128] });
}

function buildResidualBlock(graph: GraphBuilder, input: Value, weights: Weights, name: string): Value {
  const first = buildScaledConvolution(graph, input, weights, `${name}/conv1`, 1, "same");
  const second = buildScaledConvolution(graph, buildRelu(graph, first), weights, `${name}/conv2`, 1, "same");
  return buildRelu(graph, graph.node("Add", [second, input]));
}

/** Halves the sides; zeros fill up the side, at the right and bottom, and the channels that one of the addends lacks. */
function buildDownBlock(graph: GraphBuilder, input: Value, weights: Weights, name: string, fit: Fit): Value {
  const first = buildScaledConvolution(graph, input, weights, `${name}/conv1`, 2, "valid");
  const second = buildScaledConvolution(graph, buildRelu(graph, first), weights, `${name}/conv2`, 1, "same");
  const pooled = buildPooling(graph, input, "AveragePool", { side: 2, stride: 2, padding: "valid" });
  const features = buildZeroPadding(graph, second, 0, fit.extraPixels);
  return buildRelu(
    graph,
    graph.node("Add", [buildZeroPadding(graph, pooled, fit.extraChannels, 0), features]),
  );
}

function buildZeroPadding(graph: GraphBuilder, input: Value, channels: number, pixels: number): Value {
  if (channels === 0 && pixels === 0) return input;
  return graph.node("Pad", [input, graph.integers([0, 0, 0, 0, 0, channels, pixels, pixels])]);
}

/** The convolution `<name>/conv` with the scale `<name>/scale` after it folded in. */
function buildScaledConvolution(
  graph: GraphBuilder,
  input: Value,
  weights: Weights,
  name: string,
  stride: number,
  padding: Padding,
): Value {
  const factors = weights(`${name}/scale/weights`).values;
  const offsets = weights(`${name}/scale/biases`).values;
  const bias = weights(`${name}/conv/bias`).values;
  return buildConvolution(graph, input, {
    filters: toScaledFilters(toFilters(weights(`${name}/conv/filters`)), factors),
    bias: bias.map((value, channel) => value * (factors[channel] ?? 1) + (offsets[channel] ?? 0)),
    stride,
    padding,
  });
}
