import { toLightness } from "./colour.ts";

/**
 * Brightness of the face as the eye sees it, 0..100: CIE L* of the mean luminance (linear light) of `pixels`.
 */
export function measureLuminance(luminance: Float32Array, pixels: Int32Array): number {
  let sum = 0;
  for (let i = 0; i < pixels.length; i++) sum += luminance[pixels[i] ?? 0] ?? 0;
  return toLightness(Math.min(1, sum / Math.max(1, pixels.length)));
}
