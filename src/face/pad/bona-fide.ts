import type { BoundingBox, RgbImage } from "../facts.ts";
import { cutLumaTile } from "../luma-tile.ts";
import { toLogistic } from "../quality/curve.ts";
import { measureFrame } from "./frame.ts";
import { measureSpectralPeak, SPECTRUM_PX } from "./spectrum.ts";

/** An ordinary photo without any straight line: one picture never proves that a person was there. */
const HIGHEST = 0.99;

/**
 * Estimate 0..1 that the presentation is bona fide: neither a frame around the face nor periodic structure on
 * it gives a recapture away. Both limits lie beyond what 157 ordinary photos reach, so an attack without
 * visible border, grid or dots passes: this is a stand-in for a PAD subsystem, no such system.
 */
export function measureBonaFide(image: RgbImage, box: BoundingBox): number {
  const frame = measureFrame(image, box);
  const peak = measureSpectralPeak(cutLumaTile(image, box, Math.min(SPECTRUM_PX, 1.1 * box.height)));
  // Lines that do not make a frame cost a little, so that the value tells ordinary photos apart.
  const chance = HIGHEST * (1 - 0.1 * frame);
  return chance * (1 - toLogistic(frame, 0.64, 0.025)) * (1 - toLogistic(peak, 2.3, 0.15));
}
