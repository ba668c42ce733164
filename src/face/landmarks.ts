import type { Point } from "./facts.ts";

/**
 * Proportions of one face that all measures share; left and right are those of the image. Lengths are in
 * pixels and at least 1.
 */
export type FaceGeometry = {
  readonly leftEye: Point;
  readonly rightEye: Point;
  readonly eyeMidpoint: Point;
  readonly mouth: Point;
  readonly chin: Point;
  /** Distance between the centres of the eyes. */
  readonly interEyePx: number;
  /** Eye midpoint to chin, the length T of ISO/IEC 39794-5. */
  readonly eyeToChinPx: number;
  /** Inter-eye distance of the same head seen frontally: turning or nodding hardly changes it. */
  readonly unitPx: number;
  /** Clockwise angle of the line through the eyes. */
  readonly rollRad: number;
};

/** Eye-to-chin length over inter-eye distance of a frontal face, median of 86 frontal faces. */
const CHIN_PER_EYE_DISTANCE = 1.75;

/** The landmark of the iBUG layout with this index (0..67); throws RangeError where it is missing. */
export function landmarkAt(landmarks: readonly Point[], index: number): Point {
  const point = landmarks[index];
  if (point === undefined) throw new RangeError(`The face has no landmark ${index}.`);
  return point;
}

/** Straight distance of two points, in their unit. */
export function measureLength(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** Derives eyes, mouth, chin and lengths from the 68 landmarks. */
export function measureGeometry(landmarks: readonly Point[]): FaceGeometry {
  const leftEye = toCentre(landmarks, [36, 37, 38, 39, 40, 41]);
  const rightEye = toCentre(landmarks, [42, 43, 44, 45, 46, 47]);
  const eyeMidpoint = { x: (leftEye.x + rightEye.x) / 2, y: (leftEye.y + rightEye.y) / 2 };
  const chin = landmarkAt(landmarks, 8);
  const interEyePx = Math.max(1, measureLength(leftEye, rightEye));
  const eyeToChinPx = Math.max(1, measureLength(eyeMidpoint, chin));
  return {
    leftEye,
    rightEye,
    eyeMidpoint,
    mouth: toCentre(landmarks, [48, 54]),
    chin,
    interEyePx,
    eyeToChinPx,
    unitPx: Math.max(interEyePx, eyeToChinPx / CHIN_PER_EYE_DISTANCE),
    rollRad: Math.atan2(rightEye.y - leftEye.y, rightEye.x - leftEye.x),
  };
}

function toCentre(landmarks: readonly Point[], indices: readonly number[]): Point {
  let x = 0;
  let y = 0;
  for (const index of indices) {
    const point = landmarkAt(landmarks, index);
    x += point.x;
    y += point.y;
  }
  return { x: x / indices.length, y: y / indices.length };
}
