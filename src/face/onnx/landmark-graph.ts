import { type Graph, GraphBuilder, type Value } from "./graph.ts";
import {
  buildFullyConnected,
  buildNamedConvolution,
  buildPooling,
  buildRelu,
  buildSeparableConvolution,
} from "./layers.ts";
import type { Weights } from "./weights.ts";

/** Side of the picture that the landmark network reads. */
export const landmarkInputPx = 112;

/** The 68-landmark network of face-api (`FaceLandmark68Net`): a face in, 136 relative coordinates x0, y0, x1 ... out. */
export function buildLandmarkGraph(weights: Weights): Graph {
  const graph = new GraphBuilder();
  const picture = { name: "picture", shape: [1, 3, landmarkInputPx, landmarkInputPx] };
  let features = picture.name;
  for (const block of ["dense0", "dense1", "dense2", "dense3"]) {
    features = buildDenseBlock(graph, features, weights, block);
  }
  const pooled = buildPooling(graph, features, "AveragePool", { side: 7, stride: 2, padding: "valid" });
  const coordinates = buildFullyConnected(graph, graph.node("Flatten", [pooled]), weights, "fc");
  return graph.build("landmarks", picture, { name: coordinates, shape: [1, 136] });
}

/** Four convolutions of which each sees the sum of all before it. */
function buildDenseBlock(graph: GraphBuilder, input: Value, weights: Weights, name: string): Value {
  const first =
    name === "dense0"
      ? buildNamedConvolution(graph, input, weights, `${name}/conv0`, 2)
      : buildSeparableConvolution(graph, input, weights, `${name}/conv0`, 2);
  let sum = buildRelu(graph, first);
  let activated = sum;
  for (const layer of ["conv1", "conv2", "conv3"]) {
    const next = buildSeparableConvolution(graph, activated, weights, `${name}/${layer}`);
    sum = graph.node("Add", [sum, next]);
    activated = buildRelu(graph, sum);
  }
  return activated;
}
