import { measureArea, measureSharedArea } from "./box.ts";
import { addBorder } from "./cut.ts";
import type { BoundingBox, Detection, RgbImage } from "./facts.ts";
import type { DetectionStage, FaceNetworks } from "./networks.ts";
import { shrinkImage } from "./shrink.ts";

/**
 * Faces of the picture, the largest first; boxes are in its pixels and may reach beyond it after a border. A later stage
 * of the networks runs only when the ones before found nothing sufficient; the stage that finds the most faces counts.
 */
export async function detectFaces(networks: FaceNetworks, image: RgbImage): Promise<Detection[]> {
  const longSidePx = Math.max(image.widthPx, image.heightPx);
  let best: Detection[] = [];
  for (const stage of networks.stages) {
    const found = await detectInStage(networks, image, stage);
    if (found.length >= best.length) best = found;
    const widestPx = Math.max(0, ...found.map(({ box }) => box.width));
    const isSufficient = found.length === 0 || widestPx >= stage.sufficientWidth * longSidePx;
    if (best.length > 0 && isSufficient) return best;
  }
  return best;
}

/** Faces that one stage finds, the largest first. */
export async function detectInStage(
  networks: FaceNetworks,
  image: RgbImage,
  stage: DetectionStage,
): Promise<Detection[]> {
  const { border, maxWidth } = stage;
  const factor = toShrinkFactor(image, border);
  const small = shrinkImage(image, factor);
  const borderPx = Math.round(border * Math.max(small.widthPx, small.heightPx));
  const found = await networks.detect(addBorder(small, borderPx), stage);
  const maxWidthPx = maxWidth * Math.max(image.widthPx, image.heightPx);
  const faces = found
    .map(({ box, detectionScore }) => ({ box: toOriginal(box, borderPx, factor), detectionScore }))
    .filter(({ box }) => isCentredIn(image, box) && (maxWidth >= 1 || box.width <= maxWidthPx));
  return toSingle(faces).sort((a, b) => measureArea(b.box) - measureArea(a.box));
}

// On pictures that a face fills, the small input sees the same face twice, a third of it apart: on 83 of 107 crops at the box.
// Two faces of one picture hardly ever hide half of each other.
const maxSharedArea = 0.5;

/** The faces without those that share more than half of the smaller box with a better one. */
function toSingle(faces: readonly Detection[]): Detection[] {
  const single: Detection[] = [];
  for (const face of faces.toSorted((a, b) => b.detectionScore - a.detectionScore)) {
    const isDouble = single.some(({ box }) => {
      const smaller = Math.min(measureArea(box), measureArea(face.box));
      return measureSharedArea(box, face.box) > maxSharedArea * smaller;
    });
    if (!isDouble) single.push(face);
  }
  return single;
}

// A box around nothing but border is no face.
function isCentredIn(image: RgbImage, box: BoundingBox): boolean {
  const x = box.x + box.width / 2;
  const y = box.y + box.height / 2;
  return x >= 0 && y >= 0 && x < image.widthPx && y < image.heightPx;
}

// The detector looks at 512 pixels at most, so a picture with its border need not be larger than twice that; with a wide border it would fill 400 MB.
function toShrinkFactor(image: RgbImage, border: number): number {
  if (border === 0) return 1;
  const sidePx = (1 + 2 * border) * Math.max(image.widthPx, image.heightPx);
  return Math.max(1, Math.floor(sidePx / 1024));
}

function toOriginal({ x, y, width, height }: BoundingBox, borderPx: number, factor: number): BoundingBox {
  return {
    x: (x - borderPx) * factor,
    y: (y - borderPx) * factor,
    width: width * factor,
    height: height * factor,
  };
}
