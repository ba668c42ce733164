import { availableParallelism } from "node:os";
import type { BoundingBox, FaceDescription, RgbImage } from "../facts.ts";
import { locateWeights, verifyModels } from "../models.ts";
import type { DetectionStage, FaceNetworks } from "../networks.ts";
import { ageGenderInputPx, buildAgeGenderGraph } from "./age-gender-graph.ts";
import { toAgeGenderBox, toDescriptorBox } from "./alignment.ts";
import { toCrop } from "./crop.ts";
import { buildDescriptorGraph, descriptorInputPx } from "./descriptor-graph.ts";
import { loadDetector } from "./detector.ts";
import type { Graph } from "./graph.ts";
import { buildLandmarkGraph, landmarkInputPx } from "./landmark-graph.ts";
import { toLandmarks } from "./landmarks.ts";
import { toModelBytes } from "./model-bytes.ts";
import { loadRuntime, type Network, type RuntimeOptions } from "./runtime.ts";
import { toSquareInput } from "./square-input.ts";
import { loadWeights } from "./weights.ts";

// Means of red, green and blue with which the three networks of face-api were trained.
const faceNormalisation = { place: "centre", mean: [122.782, 117.001, 104.298], divisor: 255 } as const;

/**
 * A small input first, which is fast and sees faces that fill the picture; the trained size for small faces; a border for
 * what both miss; last what the small input was not sure of. docs/engine.md compares this cascade with others.
 */
const stages: readonly DetectionStage[] = [
  { inputSizePx: 320, minScore: 0.6, border: 0, maxWidth: 1, sufficientWidth: 0.25 },
  { inputSizePx: 512, minScore: 0.5, border: 0, maxWidth: 0.6, sufficientWidth: 0 },
  { inputSizePx: 320, minScore: 0.5, border: 0.5, maxWidth: 1, sufficientWidth: 0 },
  { inputSizePx: 320, minScore: 0.5, border: 0, maxWidth: 1, sufficientWidth: 0 },
];

/**
 * Loads the four networks of face-api into ONNX Runtime. Throws when the runtime or the weights are not installed.
 * Each call of a network occupies its thread until the answer is there, so a server runs this in a process of its own.
 */
export async function createOnnxNetworks(options: RuntimeOptions = {}): Promise<FaceNetworks> {
  verifyModels();
  const runtime = await loadRuntime(options);
  const load = (network: string) => loadWeights(locateWeights(), network);
  const loadFaceNetwork = async (graph: Graph, sidePx: number) =>
    createFaceNetwork(await runtime.loadNetwork(toModelBytes(graph)), sidePx);

  const threads = Math.min(options.threads ?? 1, availableParallelism());
  const detector = await loadDetector(runtime, await load("ssd_mobilenetv1_model"), threads);
  const landmarkGraph = buildLandmarkGraph(await load("face_landmark_68_model"));
  const landmarkNetwork = await loadFaceNetwork(landmarkGraph, landmarkInputPx);
  const ageGenderGraph = buildAgeGenderGraph(await load("age_gender_model"));
  const ageGenderNetwork = await loadFaceNetwork(ageGenderGraph, ageGenderInputPx);
  const descriptorGraph = buildDescriptorGraph(await load("face_recognition_model"));
  const descriptorNetwork = await loadFaceNetwork(descriptorGraph, descriptorInputPx);

  return {
    version: runtime.version,
    stages,
    detect: detector.detect,
    async describe(image, { box }, area) {
      const size = area === undefined ? image : { widthPx: area.width, heightPx: area.height };
      const run = (network: FaceNetwork, { x, y, width, height }: BoundingBox) =>
        network.run(image, { x: x + (area?.x ?? 0), y: y + (area?.y ?? 0), width, height });
      const crop = toCrop(box, size);
      const landmarks = toLandmarks(await run(landmarkNetwork, crop), crop, box);
      const ageGenderCrop = toCrop(toAgeGenderBox(landmarks), size);
      const descriptorCrop = toCrop(toDescriptorBox(landmarks, crop), size);
      return {
        landmarks,
        ...toAgeAndGender(await run(ageGenderNetwork, ageGenderCrop)),
        descriptor: await run(descriptorNetwork, descriptorCrop),
      };
    },
    async close() {
      const networks = [detector, landmarkNetwork, ageGenderNetwork, descriptorNetwork];
      await Promise.all(networks.map((network) => network.close()));
    },
  };
}

type FaceNetwork = ReturnType<typeof createFaceNetwork>;

/** A network that looks at one crop of an image. */
function createFaceNetwork(network: Network, sidePx: number) {
  return {
    run: (image: RgbImage, crop: BoundingBox) =>
      network.run(toSquareInput(image, crop, { sidePx, ...faceNormalisation }), sidePx),
    close: network.close,
  };
}

type AgeAndGender = Pick<FaceDescription, "ageYears" | "gender" | "genderProbability">;

function toAgeAndGender([ageYears = 0, male = 0]: Float32Array): AgeAndGender {
  return male > 0.5
    ? { ageYears, gender: "male", genderProbability: male }
    : { ageYears, gender: "female", genderProbability: 1 - male };
}
