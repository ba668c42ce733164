import type { Point } from "../facts.ts";
import { landmarkAt, measureLength } from "../landmarks.ts";
import { toComponent, toLogistic } from "./curve.ts";

/**
 * Eyes open, 0..100 (ISO/IEC 29794-5): 100 S(x, .02, .01), x being the smaller mean lid gap over the
 * eye-to-chin length.
 */
export function measureEyesOpen(landmarks: readonly Point[], eyeToChinPx: number): number {
  const left = measureGap(landmarks, [
    [37, 41],
    [38, 40],
  ]);
  const right = measureGap(landmarks, [
    [43, 47],
    [44, 46],
  ]);
  return toComponent(100 * toLogistic(Math.min(left, right) / eyeToChinPx, 0.02, 0.01));
}

/**
 * Mouth closed, 0..100 (ISO/IEC 29794-5): 100 (1 - S(x, .2, .06)), x being the mean gap of the inner lips
 * over the eye-to-chin length.
 */
export function measureMouthClosed(landmarks: readonly Point[], eyeToChinPx: number): number {
  const gap = measureGap(landmarks, [
    [61, 67],
    [62, 66],
    [63, 65],
  ]);
  return toComponent(100 * (1 - toLogistic(gap / eyeToChinPx, 0.2, 0.06)));
}

function measureGap(landmarks: readonly Point[], pairs: readonly (readonly [number, number])[]): number {
  let sum = 0;
  for (const [upper, lower] of pairs)
    sum += measureLength(landmarkAt(landmarks, upper), landmarkAt(landmarks, lower));
  return sum / pairs.length;
}
