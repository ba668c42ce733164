import { type Graph, GraphBuilder, type Value } from "./graph.ts";
import {
  buildFullyConnected,
  buildNamedConvolution,
  buildPooling,
  buildRelu,
  buildSeparableConvolution,
} from "./layers.ts";
import type { Weights } from "./weights.ts";

/** Side of the picture that the age and gender network reads. */
export const ageGenderInputPx = 112;

/** The age and gender network of face-api (`AgeGenderNet`): a face in; years, probability of male and of female out. */
export function buildAgeGenderGraph(weights: Weights): Graph {
  const graph = new GraphBuilder();
  const picture = { name: "picture", shape: [1, 3, ageGenderInputPx, ageGenderInputPx] };
  let features = buildNamedConvolution(graph, picture.name, weights, "entry_flow/conv_in", 2);
  features = buildReductionBlock(graph, buildRelu(graph, features), weights, "entry_flow/reduction_block_0");
  features = buildReductionBlock(graph, features, weights, "entry_flow/reduction_block_1");
  features = buildMainBlock(graph, features, weights, "middle_flow/main_block_0");
  features = buildMainBlock(graph, features, weights, "middle_flow/main_block_1");
  features = buildReductionBlock(graph, features, weights, "exit_flow/reduction_block");
  features = buildRelu(
    graph,
    buildSeparableConvolution(graph, features, weights, "exit_flow/separable_conv"),
  );
  const pooled = buildPooling(graph, features, "AveragePool", { side: 7, stride: 2, padding: "valid" });
  const flat = graph.node("Flatten", [pooled]);
  const years = buildFullyConnected(graph, flat, weights, "fc/age");
  const gender = graph.node("Softmax", [buildFullyConnected(graph, flat, weights, "fc/gender")], { axis: 1 });
  const answer = graph.node("Concat", [years, gender], { axis: 1 });
  return graph.build("age-gender", picture, { name: answer, shape: [1, 3] });
}

/** Halves the sides: two activated convolutions and a pooling, beside a 1x1 convolution of the block's input. */
function buildReductionBlock(graph: GraphBuilder, input: Value, weights: Weights, name: string): Value {
  const features = buildActivatedConvolutions(graph, input, weights, [
    `${name}/separable_conv0`,
    `${name}/separable_conv1`,
  ]);
  const pooled = buildPooling(graph, features, "MaxPool", { side: 3, stride: 2, padding: "same" });
  const expanded = buildNamedConvolution(graph, input, weights, `${name}/expansion_conv`, 2);
  return graph.node("Add", [pooled, expanded]);
}

/** Adds three activated convolutions to the block's input. */
function buildMainBlock(graph: GraphBuilder, input: Value, weights: Weights, name: string): Value {
  const features = buildActivatedConvolutions(graph, input, weights, [
    `${name}/separable_conv0`,
    `${name}/separable_conv1`,
    `${name}/separable_conv2`,
  ]);
  return graph.node("Add", [features, input]);
}

function buildActivatedConvolutions(
  graph: GraphBuilder,
  input: Value,
  weights: Weights,
  names: readonly string[],
): Value {
  return names.reduce(
    (features, name) => buildSeparableConvolution(graph, buildRelu(graph, features), weights, name),
    input,
  );
}
