import { measureMeanColour, toLab } from "./colour.ts";
import { toConvexHull, toPixelsInside } from "./face-mask.ts";
import type { Point } from "./facts.ts";
import { landmarkAt } from "./landmarks.ts";
import type { FacePatch } from "./patch.ts";
import { toLogistic } from "./quality/curve.ts";

/**
 * Probability 0..1 that mouth and nose are covered, as by a medical mask. The landmark network draws a mouth
 * on cloth too, so the pixels decide: lips, teeth, nostrils and beards have about as much contrast as eyes
 * and brows (ratio 0.45 and more on 141 bare faces), cloth has far less (0.02 to 0.2). A lower face of
 * another colour than the bridge of the nose raises the limit, since pleats and prints have some contrast.
 * Where eyes and brows have none themselves, nothing is concluded. Hands and many-coloured prints are not
 * recognised.
 */
export function measureOcclusion(landmarks: readonly Point[], patch: FacePatch): number {
  const toArea = (indices: readonly number[]): Int32Array =>
    toPixelsInside(toConvexHull(indices.map((index) => patch.toPatch(landmarkAt(landmarks, index)))), patch);
  const lips = measureContrast(patch, toArea([48, 50, 52, 54, 56, 58]));
  const muzzle = measureContrast(patch, toArea([31, 35, 54, 56, 58, 48]));
  const eyes = measureContrast(patch, toArea([17, 19, 24, 26, 45, 46, 41, 36]));
  const ratio = Math.max(lips, muzzle) / Math.max(0.01, eyes);
  const lower = toLab(measureMeanColour(patch, toArea([3, 5, 8, 11, 13, 54, 35, 31, 48])));
  const bridge = toLab(measureMeanColour(patch, toArea([39, 42, 28])));
  const colourDistance = Math.hypot(lower.a - bridge.a, lower.b - bridge.b);
  const limit = LARGEST_CLOTH_RATIO * Math.exp(0.02 * Math.max(0, colourDistance - ORDINARY_COLOUR_DISTANCE));
  return toLogistic(Math.log(limit / (ratio + 0.001)), 0, 0.2) * toLogistic(eyes, 0.1, 0.02);
}

/**
 * Contrast of the lower face over that of the eyes at which a covered face is as likely as a bare one,
 * colours being equal.
 */
const LARGEST_CLOTH_RATIO = 0.3;
/** Distance in the a*b* plane between nose and cheeks that 90 % of bare faces stay under. */
const ORDINARY_COLOUR_DISTANCE = 8;

/** Standard deviation of the luma over its mean. */
function measureContrast({ luma }: FacePatch, pixels: Int32Array): number {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < pixels.length; i++) {
    const y = luma[pixels[i] ?? 0] ?? 0;
    sum += y;
    squares += y * y;
  }
  const count = Math.max(1, pixels.length);
  const mean = sum / count;
  return Math.sqrt(Math.max(0, squares / count - mean * mean)) / Math.max(10, mean);
}
