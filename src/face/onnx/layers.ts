import { toDepthwiseFilters, toFilters } from "./filters.ts";
import type { GraphBuilder, Value } from "./graph.ts";
import type { FloatTensor, Weights } from "./weights.ts";

/**
 * How a window treats the border. `same` is TensorFlow's rule: as many outputs as inputs / stride, the smaller half of
 * the padding first, which ONNX calls SAME_UPPER; `valid` pads nothing.
 */
export type Padding = "same" | "valid";

/** A convolution with ONNX filters [out, in / groups, height, width]. */
export type Convolution = {
  readonly filters: FloatTensor;
  readonly bias?: Float32Array;
  readonly stride?: number;
  readonly padding?: Padding;
  readonly groups?: number;
};

const autoPad = { same: "SAME_UPPER", valid: "VALID" } as const;

/** Adds a convolution; stride 1, padding `same` and one group unless told. */
export function buildConvolution(graph: GraphBuilder, input: Value, layer: Convolution): Value {
  const { filters, bias, stride = 1, padding = "same", groups = 1 } = layer;
  const inputs = [input, graph.floats(filters)];
  if (bias !== undefined) inputs.push(graph.floats({ shape: [bias.length], values: bias }));
  return graph.node("Conv", inputs, {
    kernel_shape: filters.shape.slice(2),
    strides: [stride, stride],
    auto_pad: autoPad[padding],
    group: groups,
  });
}

/** Adds the convolution whose weights are `<name>/filters` and `<name>/bias`, padding `same`. */
export function buildNamedConvolution(
  graph: GraphBuilder,
  input: Value,
  weights: Weights,
  name: string,
  stride = 1,
): Value {
  const filters = toFilters(weights(`${name}/filters`));
  return buildConvolution(graph, input, { filters, bias: weights(`${name}/bias`).values, stride });
}

/** Adds a depthwise convolution and the 1x1 convolution after it, from the weights below `name`; padding `same`. */
export function buildSeparableConvolution(
  graph: GraphBuilder,
  input: Value,
  weights: Weights,
  name: string,
  stride = 1,
): Value {
  const depthwise = toDepthwiseFilters(weights(`${name}/depthwise_filter`));
  const [channels = 1] = depthwise.shape;
  const spatial = buildConvolution(graph, input, { filters: depthwise, stride, groups: channels });
  return buildConvolution(graph, spatial, {
    filters: toFilters(weights(`${name}/pointwise_filter`)),
    bias: weights(`${name}/bias`).values,
  });
}

/** Adds a pooling of square windows. */
export function buildPooling(
  graph: GraphBuilder,
  input: Value,
  kind: "MaxPool" | "AveragePool",
  window: { readonly side: number; readonly stride: number; readonly padding: Padding },
): Value {
  const { side, stride, padding } = window;
  return graph.node(kind, [input], {
    kernel_shape: [side, side],
    strides: [stride, stride],
    auto_pad: autoPad[padding],
  });
}

/** Adds `max(0, input)`. */
export function buildRelu(graph: GraphBuilder, input: Value): Value {
  return graph.node("Relu", [input]);
}

/** Adds the fully connected layer whose weights are `<name>/weights` and `<name>/bias`. */
export function buildFullyConnected(
  graph: GraphBuilder,
  input: Value,
  weights: Weights,
  name: string,
): Value {
  return graph.node("Gemm", [
    input,
    graph.floats(weights(`${name}/weights`)),
    graph.floats(weights(`${name}/bias`)),
  ]);
}
