import type { FacePatch } from "../patch.ts";
import { toComponent, toLogistic } from "./curve.ts";

/** Detail that gives half the points: a 250 px face blurred with a Gaussian of 4 px has it. */
const HALF_DETAIL = 0.13;
/**
 * Blockiness that nearly every photo from the web stays under; it costs nothing, so that blurring it away
 * gains nothing.
 */
const ORDINARY_BLOCKINESS = 3;

/**
 * Sharpness, 0..100: a logistic curve over the logarithm of {@link measureDetail}, times what compression has
 * left. `blockiness` comes from `measureBlockiness`; `pixels` are those of the face in the patch.
 */
export function measureSharpness(
  patch: Pick<FacePatch, "luma" | "sizePx">,
  pixels: Int32Array,
  blockiness: number,
): number {
  const detail = measureDetail(
    halve(patch.luma, patch.sizePx),
    patch.sizePx >> 1,
    halvePixels(pixels, patch.sizePx),
  );
  const kept = 1 / (1 + Math.max(0, blockiness - ORDINARY_BLOCKINESS) ** 1.5);
  return toComponent(100 * kept * toLogistic(Math.log(detail + 1e-4), Math.log(HALF_DETAIL), 0.4));
}

/**
 * Strong edges of a face (lids, brows, nostrils, lips) over its mean luma: the 97th percentile of the
 * absolute Laplacian, less 2.8 medians in quadrature. That is what noise of a normal distribution adds to
 * both (3.2 medians), but for beards and freckles, which lift the median too. Exposure scales all three
 * alike.
 */
export function measureDetail(luma: Float32Array, sizePx: number, pixels: Int32Array): number {
  if (pixels.length === 0) return 0;
  const responses = new Float32Array(pixels.length);
  let sum = 0;
  for (let index = 0; index < pixels.length; index++) {
    const pixel = pixels[index] ?? 0;
    const y = luma[pixel] ?? 0;
    sum += y;
    const beside = (luma[pixel - 1] ?? y) + (luma[pixel + 1] ?? y);
    const above = (luma[pixel - sizePx] ?? y) + (luma[pixel + sizePx] ?? y);
    responses[index] = Math.abs(beside + above - 4 * y);
  }
  responses.sort();
  const strong = responses[Math.floor(responses.length * 0.97)] ?? 0;
  const typical = responses[Math.floor(responses.length * 0.5)] ?? 0;
  return Math.sqrt(Math.max(0, strong ** 2 - (2.8 * typical) ** 2)) / Math.max(8, sum / pixels.length);
}

function halve(luma: Float32Array, sizePx: number): Float32Array {
  const half = sizePx >> 1;
  const out = new Float32Array(half * half);
  for (let y = 0; y < half; y++) {
    for (let x = 0; x < half; x++) {
      const at = 2 * y * sizePx + 2 * x;
      const upper = (luma[at] ?? 0) + (luma[at + 1] ?? 0);
      out[y * half + x] = (upper + (luma[at + sizePx] ?? 0) + (luma[at + sizePx + 1] ?? 0)) / 4;
    }
  }
  return out;
}

/** Those of the halved patch whose upper left pixel is one of `pixels`. */
function halvePixels(pixels: Int32Array, sizePx: number): Int32Array {
  const halved = new Int32Array(pixels.length);
  let count = 0;
  for (let i = 0; i < pixels.length; i++) {
    const pixel = pixels[i] ?? 0;
    const x = pixel % sizePx;
    const y = (pixel - x) / sizePx;
    if (x % 2 === 0 && y % 2 === 0) halved[count++] = ((y * sizePx) / 2 + x) / 2;
  }
  return halved.subarray(0, count);
}
