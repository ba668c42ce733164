import { locateWeights } from "../face/models.ts";
import { ageGenderInputPx, buildAgeGenderGraph } from "../face/onnx/age-gender-graph.ts";
import { buildDescriptorGraph, descriptorInputPx } from "../face/onnx/descriptor-graph.ts";
import { loadDetector } from "../face/onnx/detector.ts";
import type { Graph } from "../face/onnx/graph.ts";
import { buildLandmarkGraph, landmarkInputPx } from "../face/onnx/landmark-graph.ts";
import { toModelBytes } from "../face/onnx/model-bytes.ts";
import { createOnnxNetworks } from "../face/onnx/networks.ts";
import { loadRuntime, type RuntimeOptions } from "../face/onnx/runtime.ts";
import { toSquareInput } from "../face/onnx/square-input.ts";
import { loadWeights } from "../face/onnx/weights.ts";
import type { NetworkSet, RunNetwork } from "./network-subject.ts";

// The values of pixels do not change the time that a network takes.
const normalisation = { place: "centre", mean: [127.5, 127.5, 127.5], divisor: 255 } as const;

/** The networks on ONNX Runtime; rejects when the runtime that the options name is not installed. */
export async function loadOnnxNetworkSet(options: RuntimeOptions): Promise<NetworkSet> {
  const runtime = await loadRuntime(options);
  const load = (name: string) => loadWeights(locateWeights(), name);
  const loadSingle = async (graph: Graph, sidePx: number): Promise<RunNetwork> => {
    const network = await runtime.loadNetwork(toModelBytes(graph));
    return (image, crop) => network.run(toSquareInput(image, crop, { sidePx, ...normalisation }), sidePx);
  };
  const detector = await loadDetector(runtime, await load("ssd_mobilenetv1_model"), options.threads ?? 1);
  const toRun =
    (inputSizePx: number): RunNetwork =>
    (image) =>
      detector.detect(image, { minScore: 0.5, inputSizePx });
  return {
    single: {
      detector512: toRun(512),
      detector320: toRun(320),
      landmarks: await loadSingle(buildLandmarkGraph(await load("face_landmark_68_model")), landmarkInputPx),
      ageGender: await loadSingle(buildAgeGenderGraph(await load("age_gender_model")), ageGenderInputPx),
      descriptor: await loadSingle(
        buildDescriptorGraph(await load("face_recognition_model")),
        descriptorInputPx,
      ),
    },
    whole: await createOnnxNetworks(options),
  };
}
