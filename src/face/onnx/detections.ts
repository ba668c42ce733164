import type { BoundingBox, Detection, RgbImage } from "../facts.ts";
import type { Anchor } from "./anchors.ts";
import { valuesPerAnchor } from "./detector-graph.ts";
import { toDistinct } from "./distinct.ts";

// As in face-api: the box coder's scale factors of TensorFlow's object detection, the suppression and the most faces.
const centreScale = 10;
const sizeScale = 5;
const maxOverlap = 0.5;
const maxFaces = 100;

/** The faces with a score above `minScore` in the detector's answer for `image`, best first, boxes in its pixels. */
export function toDetections(
  answer: Float32Array,
  anchors: readonly Anchor[],
  image: RgbImage,
  sidePx: number,
  minScore: number,
): Detection[] {
  const candidates: Detection[] = [];
  for (const [index, anchor] of anchors.entries()) {
    const start = index * valuesPerAnchor;
    const detectionScore = toProbability(answer[start + 5] ?? 0);
    if (detectionScore <= minScore) continue;
    candidates.push({ detectionScore, box: toBox(answer.subarray(start, start + 4), anchor) });
  }
  return toDistinct(candidates, maxOverlap, maxFaces).map(({ detectionScore, box }) => ({
    detectionScore,
    box: toImageBox(box, image, sidePx),
  }));
}

function toProbability(logit: number): number {
  return Math.fround(1 / (1 + Math.exp(-logit)));
}

/** Moves and stretches an anchor by the code [y, x, height, width] of the network; the box is in fractions of the input. */
function toBox([y = 0, x = 0, logHeight = 0, logWidth = 0]: Float32Array, anchor: Anchor): BoundingBox {
  const width = Math.exp(logWidth / sizeScale) * anchor.width;
  const height = Math.exp(logHeight / sizeScale) * anchor.height;
  const centreX = (x / centreScale) * anchor.width + anchor.centreX;
  const centreY = (y / centreScale) * anchor.height + anchor.centreY;
  return { x: centreX - width / 2, y: centreY - height / 2, width, height };
}

/** Clips a box at the input, which shows the image at its top left, and measures it in pixels of the image. */
function toImageBox(box: BoundingBox, { widthPx, heightPx }: RgbImage, sidePx: number): BoundingBox {
  const scale = sidePx / Math.max(widthPx, heightPx);
  const horizontalPx = (widthPx * sidePx) / Math.round(widthPx * scale);
  const verticalPx = (heightPx * sidePx) / Math.round(heightPx * scale);
  const left = Math.max(0, box.x);
  const top = Math.max(0, box.y);
  const right = Math.min(1, box.x + box.width);
  const bottom = Math.min(1, box.y + box.height);
  return {
    x: left * horizontalPx,
    y: top * verticalPx,
    width: (right - left) * horizontalPx,
    height: (bottom - top) * verticalPx,
  };
}
