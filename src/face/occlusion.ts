import { measureMeanColour, toLab } from "./colour.ts";
import { toPixelsInside } from "./face-mask.ts";
import type { Point } from "./facts.ts";
import type { FaceGeometry } from "./landmarks.ts";
import { landmarkAt } from "./landmarks.ts";
import type { FacePatch } from "./patch.ts";
import { toLogistic } from "./quality/curve.ts";

/** Probability 0..1 that mouth and nose are covered: how far the colour of the lower face lies from that of the skin between the eyes. */
export function measureOcclusion(
  landmarks: readonly Point[],
  _geometry: FaceGeometry,
  patch: FacePatch,
): number {
  const toArea = (indices: readonly number[]): Int32Array =>
    toPixelsInside(
      indices.map((index) => patch.toPatch(landmarkAt(landmarks, index))),
      patch,
    );
  const lower = toLab(measureMeanColour(patch, toArea([3, 31, 35, 13, 11, 9, 7, 5])));
  const upper = toLab(measureMeanColour(patch, toArea([39, 42, 35, 31])));
  const distance = Math.hypot(lower.a - upper.a, lower.b - upper.b);
  return toLogistic(distance, 18, 3);
}
