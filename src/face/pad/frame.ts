import type { BoundingBox, RgbImage } from "../facts.ts";
import { cutScene, type Scene, transposeScene } from "./scene.ts";

/**
 * How far from the centre of the face a border may lie, in face widths or heights: phones and prints are
 * close, doors are not.
 */
const REACH = 1.9;
/** How near: closer lie cheeks and hair. */
const NEAREST = 0.6;
/** Half the length of a side that is looked at, in face heights. */
const SPAN = 0.85;
/** Weight of the lower side: collars and shoulders look like one. */
const LOWER_SIDE_WEIGHT = 0.85;
/** Angles at which lines are looked for. */
const ANGLES_DEG = [-16, -14, -12, -10, -8, -6, -4, -2, 0, 2, 4, 6, 8, 10, 12, 14, 16];
/** How much a side may be off the common tilt because of perspective. */
const LARGEST_SKEW_DEG = 4;

/**
 * A line x = start + slope y (of the turned scene: y = start + slope x) and the share of its length on which
 * luma steps in one direction.
 */
type Side = {
  readonly angleDeg: number;
  readonly start: number;
  readonly slope: number;
  readonly support: number;
};

/**
 * Evidence 0..1 that a rectangle with straight sides (the bezel of a device, the border of a print) encloses
 * the face: for the best common tilt the support of the third best of four sides, less what these sides go on
 * beyond the corners. Walls and doors go on, and curtains, shoulders and hair are not straight.
 */
export function measureFrame(image: RgbImage, box: BoundingBox): number {
  const scene = cutScene(image, box, REACH + 0.2);
  const turned = transposeScene(scene);
  const left = findSides(scene, -1, 1);
  const right = findSides(scene, 1, 1);
  const upper = findSides(turned, -1, 1);
  const lower = findSides(turned, 1, LOWER_SIDE_WEIGHT);
  let best = 0;
  for (const tiltDeg of ANGLES_DEG) {
    const upright = [findStrongest(left, tiltDeg), findStrongest(right, tiltDeg)];
    // The horizontal sides of a turned rectangle lean the other way when the axes are exchanged.
    const level = [findStrongest(upper, -tiltDeg), findStrongest(lower, -tiltDeg)];
    const third = [...upright, ...level].map((side) => side.support).sort((a, b) => b - a)[2] ?? 0;
    if (third <= best) continue;
    best = Math.max(best, third * (1 - measureOvershoot(scene, turned, upright, level, third)));
  }
  return best;
}

function findStrongest(sides: readonly Side[], tiltDeg: number): Side {
  let strongest: Side = { angleDeg: tiltDeg, start: 0, slope: 0, support: 0 };
  for (const side of sides) {
    if (Math.abs(side.angleDeg - tiltDeg) <= LARGEST_SKEW_DEG && side.support > strongest.support)
      strongest = side;
  }
  return strongest;
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

/**
 * For each angle the best supported line left (-1) or right (1) of the face, its support multiplied by
 * `weight`.
 */
function findSides(scene: Scene, direction: -1 | 1, weight: number): Side[] {
  const { centreX, centreY, faceWidth, faceHeight, widthPx } = scene;
  const near = centreX + direction * NEAREST * faceWidth;
  const far = Math.min(widthPx - 3, Math.max(2, centreX + direction * REACH * faceWidth));
  return ANGLES_DEG.map((angleDeg) => {
    const slope = Math.tan((angleDeg * Math.PI) / 180);
    const supports: number[] = [];
    let strongest = { start: 0, slope, support: 0 };
    for (let x = near; direction * (far - x) >= 0; x += direction) {
      const line = { start: x - slope * centreY, slope };
      const support = measureSupport(scene, line, centreY - SPAN * faceHeight, centreY + SPAN * faceHeight);
      supports.push(support);
      if (support > strongest.support) strongest = { ...line, support };
    }
    // Blinds, planks and shelves have many parallel lines, a border has one or two.
    const clutter = supports.sort((a, b) => a - b)[supports.length >> 1] ?? 0;
    return { ...strongest, angleDeg, support: weight * strongest.support * Math.sqrt(1 - clutter) };
  });
}

/**
 * Share 0..1 of the part of a line inside the scene between two heights on which luma steps in one direction.
 */
function measureSupport(
  { widthPx, heightPx, steps }: Scene,
  { start, slope }: Pick<Side, "start" | "slope">,
  one: number,
  other: number,
): number {
  let sum = 0;
  let count = 0;
  const last = Math.min(heightPx - 1, Math.max(one, other));
  for (let y = Math.max(0, Math.round(Math.min(one, other))); y <= last; y += 2) {
    const x = Math.round(start + slope * y);
    if (x >= 0 && x < widthPx) sum += steps[y * widthPx + x] ?? 0;
    count++;
  }
  return count === 0 ? 0 : Math.abs(sum) / count;
}
