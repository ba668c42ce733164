import type { Cheeks } from "../cheeks.ts";
import { toComponent } from "./curve.ts";

/**
 * Illumination uniformity of ISO/IEC 29794-5, 0..100: 100 x^0.3, x being the intersection of the luminance
 * histograms of both cheeks.
 */
export function measureUniformity(luminance: Float32Array, cheeks: Cheeks): number {
  const left = toHistogram(luminance, cheeks.left);
  const right = toHistogram(luminance, cheeks.right);
  let shared = 0;
  for (const [bin, share] of left.entries()) shared += Math.min(share, right[bin] ?? 0);
  return toComponent(100 * shared ** 0.3);
}

function toHistogram(luminance: Float32Array, pixels: Int32Array): Float64Array {
  const histogram = new Float64Array(256);
  for (const pixel of pixels) {
    const bin = Math.round((luminance[pixel] ?? 0) * 255);
    histogram[bin] = (histogram[bin] ?? 0) + 1 / pixels.length;
  }
  return histogram;
}
