import type { Detection, RgbImage } from "../facts.ts";
import type { DetectOptions } from "../networks.ts";
import { type Anchor, buildAnchors } from "./anchors.ts";
import { toDetections } from "./detections.ts";
import { buildDetectorGraph } from "./detector-graph.ts";
import { toModelBytes } from "./model-bytes.ts";
import type { Runtime } from "./runtime.ts";
import { toSquareInput } from "./square-input.ts";
import type { Weights } from "./weights.ts";

/** Finds faces in pictures. */
export type Detector = {
  /** Throws a RangeError when `inputSizePx` is no multiple of 32. */
  detect(image: RgbImage, options: DetectOptions): Promise<Detection[]>;
  close(): Promise<void>;
};

// The network reads colours as -1..1 and was trained with pictures of 512 px.
const normalisation = { place: "topLeft", mean: [127.5, 127.5, 127.5], divisor: 127.5 } as const;
const trainedInputSizePx = 512;
const inputStepPx = 32;

/** Loads the detector, one session for all input sizes. */
export async function loadDetector(runtime: Runtime, weights: Weights, threads: number): Promise<Detector> {
  const network = await runtime.loadNetwork(toModelBytes(buildDetectorGraph(weights)), threads);
  const trainedAnchors = weights("Output/extra_dim").values;
  const anchorsBySize = new Map<number, readonly Anchor[]>();

  const toAnchors = (sidePx: number): readonly Anchor[] => {
    const anchors = anchorsBySize.get(sidePx) ?? buildAnchors(trainedAnchors, sidePx);
    anchorsBySize.set(sidePx, anchors);
    return anchors;
  };

  return {
    async detect(image, { minScore, inputSizePx: sidePx = trainedInputSizePx }) {
      if (sidePx < inputStepPx || sidePx % inputStepPx !== 0) {
        throw new RangeError(`The detector's input must be a multiple of ${inputStepPx} px, not ${sidePx}.`);
      }
      const whole = { x: 0, y: 0, width: image.widthPx, height: image.heightPx };
      const input = toSquareInput(image, whole, { sidePx, ...normalisation });
      return toDetections(await network.run(input, sidePx), toAnchors(sidePx), image, sidePx, minScore);
    },
    close: network.close,
  };
}
