import type { FacePatch } from "../patch.ts";
import { toComponent, toLogistic } from "./curve.ts";

/**
 * Sharpness, 0..100. Strong edges of a face (lids, brows, lips) against the fine structure that covers it everywhere: the 97th percentile of the absolute Laplacian of the normalised
 * patch less three times its median, over the mean luma. Noise lifts both and cancels out, exposure scales all three alike.
 */
export function measureSharpness(patch: FacePatch, pixels: Int32Array): number {
  const { luma, sizePx } = patch;
  const values = new Float32Array(pixels.length);
  let sum = 0;
  for (const [index, pixel] of pixels.entries()) {
    const y = luma[pixel] ?? 0;
    sum += y;
    const around =
      (luma[pixel - 1] ?? y) +
      (luma[pixel + 1] ?? y) +
      (luma[pixel - sizePx] ?? y) +
      (luma[pixel + sizePx] ?? y);
    values[index] = Math.abs(around - 4 * y);
  }
  if (values.length === 0) return 0;
  values.sort();
  const mean = Math.max(8, sum / values.length);
  const strong = values[Math.floor(values.length * 0.97)] ?? 0;
  const typical = values[Math.floor(values.length * 0.5)] ?? 0;
  const contrast = Math.max(0, strong - 3 * typical) / mean;
  return toComponent(100 * toLogistic(Math.log(contrast + 0.001), Math.log(0.03), 0.5));
}
