import { toDepthwiseFilters, toFilters, toScaledFilters } from "./filters.ts";
import { type Graph, GraphBuilder, type Value } from "./graph.ts";
import { buildConvolution } from "./layers.ts";
import type { Weights } from "./weights.ts";

/** Values per anchor in the detector's answer: four of the box, then the logits of background, face and another class. */
export const valuesPerAnchor = 7;

// The constant of face-api's batch normalisation, float32(0.001).
const batchNormEpsilon = Math.fround(0.001);
const halvingLayers: ReadonlySet<number> = new Set([2, 4, 6, 12]);

/**
 * The SSD MobileNet v1 of face-api (`SsdMobilenetv1`): a square picture of any side in, {@link valuesPerAnchor} values
 * for every anchor out, in the order of the anchors.
 */
export function buildDetectorGraph(weights: Weights): Graph {
  const graph = new GraphBuilder();
  const picture = { name: "picture", shape: [1, 3, "side", "side"] };
  const bounds = [graph.scalar(0), graph.scalar(6)];
  const clip = (value: Value) => graph.node("Clip", [value, ...bounds]);

  const pointwise = (input: Value, name: string, stride = 1) => {
    const filters = toFilters(weights(`${name}_pointwise/weights`));
    const bias = weights(`${name}_pointwise/convolution_bn_offset`).values;
    return clip(buildConvolution(graph, input, { filters, bias, stride }));
  };
  const depthwise = (input: Value, name: string, stride: number) =>
    clip(buildConvolution(graph, input, { ...toNormalisedDepthwise(weights, `${name}_depthwise`), stride }));

  let features = pointwise(picture.name, "MobilenetV1/Conv2d_0", 2);
  const featureMaps: Value[] = [];
  for (let layer = 1; layer <= 13; layer++) {
    const name = `MobilenetV1/Conv2d_${layer}`;
    features = pointwise(depthwise(features, name, halvingLayers.has(layer) ? 2 : 1), name);
    if (layer === 11 || layer === 13) featureMaps.push(features);
  }
  for (let layer = 0; layer <= 7; layer++) {
    const isHalving = layer % 2 === 1;
    features = pointwise(features, `Prediction/Conv2d_${layer}`, isHalving ? 2 : 1);
    if (isHalving) featureMaps.push(features);
  }

  const predictions = featureMaps.map((map, index) => {
    const name = `Prediction/BoxPredictor_${index}`;
    const boxes = buildPredictor(graph, map, weights, `${name}/BoxEncodingPredictor`, 4);
    const classes = buildPredictor(graph, map, weights, `${name}/ClassPredictor`, 3);
    return graph.node("Concat", [boxes, classes], { axis: 2 });
  });
  const answer = graph.node("Concat", predictions, { axis: 1 });
  return graph.build("detector", picture, { name: answer, shape: [1, "anchors", valuesPerAnchor] });
}

/** The depthwise filters below `name` with their batch normalisation folded in. */
function toNormalisedDepthwise(weights: Weights, name: string) {
  const norm = (part: string) => weights(`${name}/BatchNorm/${part}`).values;
  const [gamma, beta, mean, variance] = [
    norm("gamma"),
    norm("beta"),
    norm("moving_mean"),
    norm("moving_variance"),
  ];
  const factors = gamma.map(
    (value, channel) => value / Math.sqrt((variance[channel] ?? 0) + batchNormEpsilon),
  );
  const bias = beta.map((value, channel) => value - (mean[channel] ?? 0) * (factors[channel] ?? 0));
  const filters = toDepthwiseFilters(weights(`${name}/depthwise_weights`));
  return { filters: toScaledFilters(filters, factors), bias, groups: factors.length };
}

/** A 1x1 convolution whose answer is reordered to [1, anchors, values]. */
function buildPredictor(
  graph: GraphBuilder,
  input: Value,
  weights: Weights,
  name: string,
  values: number,
): Value {
  const filters = toFilters(weights(`${name}/weights`));
  const answer = buildConvolution(graph, input, { filters, bias: weights(`${name}/biases`).values });
  const channelsLast = graph.node("Transpose", [answer], { perm: [0, 2, 3, 1] });
  return graph.node("Reshape", [channelsLast, graph.integers([1, -1, values])]);
}
