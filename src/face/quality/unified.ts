import type { QualityComponentName, QualityComponents } from "../facts.ts";
import { toComponent } from "./curve.ts";

type Penalty = { readonly weight: number; readonly exponent: number };

/**
 * What a component that has fallen to 0 takes away (weight), and how forgiving small shortcomings are
 * (exponent). Components that depend on how the picture is framed or on the complexion take nothing: a selfie
 * is no passport photo.
 */
const PENALTIES: Partial<Readonly<Record<QualityComponentName, Penalty>>> = {
  sharpness: { weight: 0.9, exponent: 2 },
  interEyeDistance: { weight: 0.7, exponent: 2 },
  headPoseYaw: { weight: 0.9, exponent: 1.5 },
  headPosePitch: { weight: 0.9, exponent: 1.5 },
  headPoseRoll: { weight: 0.3, exponent: 1.5 },
  faceOcclusionPrevention: { weight: 0.6, exponent: 2 },
  leftwardCrop: { weight: 0.3, exponent: 2 },
  rightwardCrop: { weight: 0.3, exponent: 2 },
  eyesOpen: { weight: 0.2, exponent: 2 },
};

/** L* in the middle of ordinary faces, and the distance from it that costs 63 %. */
const ORDINARY_LIGHTNESS = 62;
const LIGHTNESS_REACH = 54;
/** Share of clipped pixels that costs half. */
const HALF_CLIPPED = 0.35;

/**
 * Unified quality score, 0..100: 100 times the product of 1 - w (1 - Q/100)^e over the components, and of two
 * factors for exposure. As a product it lets no strength buy back a weakness, as the bare minimum would, but
 * two weaknesses count more than one. `luminance` is the L* of the face (0..100).
 */
export function measureUnifiedQuality(components: QualityComponents, luminance: number): number {
  let score = 100;
  for (const [name, { weight, exponent }] of Object.entries(PENALTIES)) {
    score *= 1 - weight * (1 - components[name as QualityComponentName] / 100) ** exponent;
  }
  // The fourth power is flat over ordinary faces, where neither a darker nor a brighter copy is worse.
  score *= Math.exp(-(((luminance - ORDINARY_LIGHTNESS) / LIGHTNESS_REACH) ** 4));
  // The inverse of the component's formula gives back the share of clipped pixels.
  const clipped = 1 / Math.max(0.01, components.overExposurePrevention) - 0.01;
  return toComponent(score / (1 + (Math.max(0, clipped) / HALF_CLIPPED) ** 1.5));
}
