import type { QualityComponents } from "../facts.ts";

/**
 * Unified quality score, 0..100: the product of penalties. Each component multiplies the score by 1 - w (1 - Q/100)^2, so that one bad
 * component cannot be bought back by good ones, and small shortcomings cost little.
 */
export function measureUnifiedQuality(components: QualityComponents): number {
  let score = 100;
  for (const [name, weight] of WEIGHTS) score *= 1 - weight * (1 - components[name] / 100) ** 2;
  return score;
}

const WEIGHTS: readonly (readonly [keyof QualityComponents, number])[] = [
  ["sharpness", 0.9],
  ["interEyeDistance", 0.7],
  ["underExposurePrevention", 0.9],
  ["overExposurePrevention", 0.5],
  ["dynamicRange", 0.5],
  ["headPoseYaw", 0.8],
  ["headPosePitch", 0.8],
  ["headPoseRoll", 0.3],
  ["faceOcclusionPrevention", 0.6],
  ["eyesOpen", 0.2],
];
