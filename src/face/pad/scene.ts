import type { BoundingBox, RgbImage } from "../facts.ts";
import { reduceImage } from "../reduce.ts";

/** The surroundings of a face, with the face's box in their pixels. */
export type Scene = {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Luma 0..255, NaN where the picture is padding. */
  readonly luma: Float32Array;
  /** How luma steps from left to right at each pixel: a whole edge is 1 upwards and -1 downwards, padding is 0. */
  readonly steps: Float32Array;
  readonly centreX: number;
  readonly centreY: number;
  readonly faceWidth: number;
  readonly faceHeight: number;
};

/** Side of the squares in the corners of the picture that show whether it was padded. */
const FILLED_CORNER_PX = 12;
/** Step of luma that counts as a whole edge. */
const WHOLE_STEP = 20;

/**
 * Cuts what lies within `reach` face widths and heights of the centre of the face, at about 130 to 260 pixels
 * a side.
 */
export function cutScene(image: RgbImage, box: BoundingBox, reach: number): Scene {
  const reachX = reach * box.width;
  const reachY = reach * box.height;
  const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const region = { x: centre.x - reachX, y: centre.y - reachY, width: 2 * reachX, height: 2 * reachY };
  const reduced = reduceImage(image, region, Math.max(1, Math.floor(Math.max(reachX, reachY) / 64)));
  const { widthPx, heightPx, data, left, top, factor } = reduced;
  const luma = new Float32Array(widthPx * heightPx);
  for (let i = 0, at = 0; i < luma.length; i++, at += 3) {
    luma[i] = 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
  }
  const fillings = findFillings(image);
  if (fillings.length > 0) blankFillings(luma, widthPx, fillings);
  return {
    widthPx,
    heightPx,
    luma,
    steps: measureSteps(luma, widthPx, heightPx),
    centreX: (centre.x - left) / factor,
    centreY: (centre.y - top) / factor,
    faceWidth: box.width / factor,
    faceHeight: box.height / factor,
  };
}

/** The two columns at the left and right border have no steps. */
function measureSteps(luma: Float32Array, widthPx: number, heightPx: number): Float32Array {
  const steps = new Float32Array(luma.length);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 2; x < widthPx - 2; x++) {
      const at = y * widthPx + x;
      const step = (luma[at + 2] ?? 0) - (luma[at - 2] ?? 0);
      if (!Number.isNaN(step)) steps[at] = Math.min(1, Math.max(-1, step / WHOLE_STEP));
    }
  }
  return steps;
}

/** Luma of those corners of the whole picture that are filled with a single colour. */
function findFillings({ widthPx, heightPx, data }: RgbImage): number[] {
  const side = Math.min(FILLED_CORNER_PX, widthPx, heightPx);
  const fillings: number[] = [];
  for (const left of [0, widthPx - side]) {
    for (const top of [0, heightPx - side]) {
      let least = 255;
      let most = 0;
      for (let y = top; y < top + side; y++) {
        for (let x = left; x < left + side; x++) {
          const at = (y * widthPx + x) * 3;
          const luma = 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
          least = Math.min(least, luma);
          most = Math.max(most, luma);
        }
      }
      if (most - least <= 2) fillings.push((least + most) / 2);
    }
  }
  return fillings;
}

/**
 * Sets what has the colour of a filled corner, and the two pixels around it, to NaN, so that no step to it
 * counts: software that turns or pads a picture fills with one colour, as studio backgrounds are burnt out to
 * white, while what surrounds a device or a print is lit unevenly.
 */
function blankFillings(luma: Float32Array, widthPx: number, fillings: readonly number[]): void {
  const filled = luma.map((y) => (fillings.some((filling) => Math.abs(y - filling) <= 3) ? 1 : 0));
  const reach = [-2 * widthPx, -widthPx, -2, -1, 0, 1, 2, widthPx, 2 * widthPx];
  for (let i = 0; i < luma.length; i++) {
    if (reach.some((offset) => filled[i + offset] === 1)) luma[i] = Number.NaN;
  }
}

/** Exchanges the axes. */
export function transposeScene(scene: Scene): Scene {
  const { widthPx, heightPx } = scene;
  const luma = new Float32Array(scene.luma.length);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) luma[x * heightPx + y] = scene.luma[y * widthPx + x] ?? 0;
  }
  return {
    widthPx: heightPx,
    heightPx: widthPx,
    luma,
    steps: measureSteps(luma, heightPx, widthPx),
    centreX: scene.centreY,
    centreY: scene.centreX,
    faceWidth: scene.faceHeight,
    faceHeight: scene.faceWidth,
  };
}
