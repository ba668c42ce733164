import type { HeadPose, Point } from "./facts.ts";
import { HEAD_MODEL } from "./head-model.ts";
import { landmarkAt } from "./landmarks.ts";

type Fit = {
  readonly yawRad: number;
  readonly pitchRad: number;
  readonly rollRad: number;
  readonly error: number;
};

const LIMIT_YAW_RAD = (85 * Math.PI) / 180;
const LIMIT_PITCH_RAD = (60 * Math.PI) / 180;
const FIRST_STEP_RAD = (20 * Math.PI) / 180;
const LAST_STEP_RAD = (0.05 * Math.PI) / 180;

/**
 * Head pose by matching a generic head to the landmarks under weak perspective (scaled orthography). For each
 * yaw and pitch the best roll, scale and shift follow in closed form, so the search has two dimensions and
 * runs from coarse to fine. Roll is the turn in the image plane and is applied last: turning the photo
 * changes nothing but roll.
 */
export function measurePose(landmarks: readonly Point[]): HeadPose {
  const seen = HEAD_MODEL.map(({ landmark }) => landmarkAt(landmarks, landmark));
  let best = fitSimilarity(seen, 0, 0);
  for (let step = FIRST_STEP_RAD; step > LAST_STEP_RAD; ) {
    const next = findBetter(seen, best, step);
    if (next === best) step /= 2;
    else best = next;
  }
  return { yawDeg: toDeg(best.yawRad), pitchDeg: toDeg(best.pitchRad), rollDeg: toDeg(best.rollRad) };
}

function findBetter(seen: readonly Point[], centre: Fit, stepRad: number): Fit {
  let best = centre;
  for (const yawSteps of [-1, 0, 1]) {
    for (const pitchSteps of [-1, 0, 1]) {
      const yawRad = centre.yawRad + yawSteps * stepRad;
      const pitchRad = centre.pitchRad + pitchSteps * stepRad;
      if (Math.abs(yawRad) > LIMIT_YAW_RAD || Math.abs(pitchRad) > LIMIT_PITCH_RAD) continue;
      const fit = fitSimilarity(seen, yawRad, pitchRad);
      if (fit.error < best.error) best = fit;
    }
  }
  return best;
}

/**
 * Turns the model by yaw and pitch, then finds the turn and scale in the image plane with the smallest
 * squared distance to `seen`.
 */
function fitSimilarity(seen: readonly Point[], yawRad: number, pitchRad: number): Fit {
  const model = HEAD_MODEL.map((point) => projectModelPoint(point, yawRad, pitchRad));
  const modelCentre = toWeightedCentre(model);
  const seenCentre = toWeightedCentre(seen);
  let dot = 0;
  let cross = 0;
  let modelSquare = 0;
  let seenSquare = 0;
  for (const [index, { weight }] of HEAD_MODEL.entries()) {
    const m = model[index] as Point;
    const s = seen[index] as Point;
    const mx = m.x - modelCentre.x;
    const my = m.y - modelCentre.y;
    const sx = s.x - seenCentre.x;
    const sy = s.y - seenCentre.y;
    dot += weight * (mx * sx + my * sy);
    cross += weight * (mx * sy - my * sx);
    modelSquare += weight * (mx * mx + my * my);
    seenSquare += weight * (sx * sx + sy * sy);
  }
  const error = seenSquare - (dot * dot + cross * cross) / modelSquare;
  return { yawRad, pitchRad, rollRad: Math.atan2(cross, dot), error };
}

/** Where a point of the head model appears for this yaw and pitch, in model units with y downwards. */
export function projectModelPoint(
  point: { readonly x: number; readonly y: number; readonly z: number },
  yawRad: number,
  pitchRad: number,
): Point {
  const up = point.y * Math.cos(pitchRad) + point.z * Math.sin(pitchRad);
  const forward = -point.y * Math.sin(pitchRad) + point.z * Math.cos(pitchRad);
  return { x: point.x * Math.cos(yawRad) + forward * Math.sin(yawRad), y: -up };
}

function toWeightedCentre(points: readonly Point[]): Point {
  let x = 0;
  let y = 0;
  let sum = 0;
  for (const [index, { weight }] of HEAD_MODEL.entries()) {
    const point = points[index] as Point;
    x += weight * point.x;
    y += weight * point.y;
    sum += weight;
  }
  return { x: x / sum, y: y / sum };
}

function toDeg(rad: number): number {
  return (rad * 180) / Math.PI;
}
