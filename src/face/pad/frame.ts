import type { BoundingBox, RgbImage } from "../facts.ts";
import { reduceImage } from "../reduce.ts";

/** Luma of the surroundings of the face, with the face's box in its pixels. */
type Scene = {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly luma: Float32Array;
  readonly centreX: number;
  readonly centreY: number;
  readonly faceWidth: number;
  readonly faceHeight: number;
};

/** How far from the centre of the face a border may lie, in face widths or heights: phones and prints are close, doors are not. */
const REACH = 1.9;
/** How near: closer lie cheeks and hair. */
const NEAREST = 0.6;
/** Half the length of a side that is looked at, in face heights. */
const SPAN = 0.85;
/** Tilts of the rectangle that are tried. */
const TILTS_DEG = [-12, -9, -6, -3, 0, 3, 6, 9, 12];
/** How much a side may be off the common tilt because of perspective. */
const SKEWS_DEG = [-4, -2, 0, 2, 4];
/** Step of luma that counts as a whole edge. */
const WHOLE_STEP = 20;

/** A line x = start + slope y (of the turned scene: y = start + slope x) and the share of its length on which luma steps in one direction. */
type Side = { readonly start: number; readonly slope: number; readonly support: number };

/**
 * Evidence 0..1 that a rectangle with straight sides (the bezel of a device, the border of a print) encloses the face: for the best common tilt the support of the third best of four sides,
 * less what these sides go on beyond the corners. Walls and doors go on, and curtains, shoulders and hair are not straight.
 */
export function measureFrame(image: RgbImage, box: BoundingBox): number {
  const scene = cutScene(image, box);
  const turned = transpose(scene);
  let best = 0;
  for (const tiltDeg of TILTS_DEG) {
    // The horizontal sides of a turned rectangle lean the other way when the axes are exchanged.
    const upright = [findSide(scene, -1, tiltDeg), findSide(scene, 1, tiltDeg)] as const;
    const level = [findSide(turned, -1, -tiltDeg), findSide(turned, 1, -tiltDeg)] as const;
    const third = [...upright, ...level].map((side) => side.support).sort((a, b) => b - a)[2] ?? 0;
    if (third <= best) continue;
    best = Math.max(best, third * (1 - measureOvershoot(scene, turned, upright, level, third)));
  }
  return best;
}

/** Mean support 0..1 of the sides beyond the corners that they form; sides weaker than `least` form none. */
function measureOvershoot(
  scene: Scene,
  turned: Scene,
  upright: readonly Side[],
  level: readonly Side[],
  least: number,
): number {
  let sum = 0;
  let count = 0;
  for (const [column, vertical] of upright.entries()) {
    for (const [row, horizontal] of level.entries()) {
      if (vertical.support < least || horizontal.support < least) continue;
      const y =
        (horizontal.start + horizontal.slope * vertical.start) / (1 - horizontal.slope * vertical.slope);
      const x = vertical.start + vertical.slope * y;
      const up = (row === 0 ? -1 : 1) * scene.faceHeight;
      const out = (column === 0 ? -1 : 1) * scene.faceWidth;
      sum += measureSupport(scene, vertical, y + 0.12 * up, y + 0.5 * up);
      sum += measureSupport(turned, horizontal, x + 0.12 * out, x + 0.5 * out);
      count += 2;
    }
  }
  return count === 0 ? 0 : sum / count;
}

/** The best supported nearly vertical line left (-1) or right (1) of the face. */
function findSide(scene: Scene, side: -1 | 1, tiltDeg: number): Side {
  const { centreX, centreY, faceWidth, faceHeight, widthPx } = scene;
  const near = centreX + side * NEAREST * faceWidth;
  const far = Math.min(widthPx - 3, Math.max(2, centreX + side * REACH * faceWidth));
  let best: Side = { start: 0, slope: 0, support: 0 };
  for (const skewDeg of SKEWS_DEG) {
    const slope = Math.tan(((tiltDeg + skewDeg) * Math.PI) / 180);
    const supports: number[] = [];
    let strongest: Side = best;
    for (let x = near; side * (far - x) >= 0; x += side) {
      const line = { start: x - slope * centreY, slope };
      const support = measureSupport(scene, line, centreY - SPAN * faceHeight, centreY + SPAN * faceHeight);
      supports.push(support);
      if (support > strongest.support) strongest = { ...line, support };
    }
    if (strongest === best) continue;
    // Blinds, planks and shelves have many parallel lines, a border has one or two.
    const clutter = supports.sort((a, b) => a - b)[supports.length >> 1] ?? 0;
    const support = strongest.support * (1 - clutter);
    if (support > best.support) best = { ...strongest, support };
  }
  return best;
}

/** Share 0..1 of the part of a line inside the scene between two heights on which luma steps in one direction. */
function measureSupport(
  { widthPx, heightPx, luma }: Scene,
  { start, slope }: Pick<Side, "start" | "slope">,
  one: number,
  other: number,
): number {
  let sum = 0;
  let count = 0;
  const last = Math.min(heightPx - 1, Math.max(one, other));
  for (let y = Math.max(0, Math.round(Math.min(one, other))); y <= last; y += 2) {
    const x = Math.round(start + slope * y);
    count++;
    if (x < 2 || x >= widthPx - 2) continue;
    const at = y * widthPx + x;
    const step = (luma[at + 2] ?? 0) - (luma[at - 2] ?? 0);
    if (!Number.isNaN(step)) sum += Math.min(1, Math.max(-1, step / WHOLE_STEP));
  }
  return count === 0 ? 0 : Math.abs(sum) / count;
}

function cutScene(image: RgbImage, box: BoundingBox): Scene {
  const reachX = (REACH + 0.2) * box.width;
  const reachY = (REACH + 0.2) * box.height;
  const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const region = { x: centre.x - reachX, y: centre.y - reachY, width: 2 * reachX, height: 2 * reachY };
  const reduced = reduceImage(image, region, Math.max(1, Math.floor(Math.max(reachX, reachY) / 64)));
  const { widthPx, heightPx, data, left, top, factor } = reduced;
  const luma = new Float32Array(widthPx * heightPx);
  for (let i = 0, at = 0; i < luma.length; i++, at += 3) {
    luma[i] = 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
  }
  blankPadding(luma, toCornerLuma(image));
  return {
    widthPx,
    heightPx,
    luma,
    centreX: (centre.x - left) / factor,
    centreY: (centre.y - top) / factor,
    faceWidth: box.width / factor,
    faceHeight: box.height / factor,
  };
}

/** Luma of the corners of the whole picture. */
function toCornerLuma({ widthPx, heightPx, data }: RgbImage): number[] {
  const last = widthPx * heightPx - 1;
  return [0, widthPx - 1, last - widthPx + 1, last].map((pixel) => {
    const at = pixel * 3;
    return 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
  });
}

/**
 * Sets what has the very colour of at least two corners to NaN, so that no step to it counts: software that turns or pads a picture, and studio
 * backgrounds, fill with one colour, while what surrounds a device or a print is lit unevenly.
 */
function blankPadding(luma: Float32Array, corners: readonly number[]): void {
  for (const [index, corner] of corners.entries()) {
    const twin = corners.some((other, at) => at !== index && Math.abs(other - corner) <= 2);
    if (!twin) continue;
    for (const [i, y] of luma.entries()) if (Math.abs(y - corner) <= 5) luma[i] = Number.NaN;
  }
}

function transpose(scene: Scene): Scene {
  const { widthPx, heightPx } = scene;
  const luma = new Float32Array(scene.luma.length);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) luma[x * heightPx + y] = scene.luma[y * widthPx + x] ?? 0;
  }
  return {
    widthPx: heightPx,
    heightPx: widthPx,
    luma,
    centreX: scene.centreY,
    centreY: scene.centreX,
    faceWidth: scene.faceHeight,
    faceHeight: scene.faceWidth,
  };
}
