import { toComponent, toLogistic } from "./curve.ts";

/** Statistics of the luminance (linear light) of the face, and the quality components that rest on them. */
export type Exposure = {
  readonly luminanceMean: number;
  readonly luminanceVariance: number;
  readonly underExposurePrevention: number;
  readonly overExposurePrevention: number;
  readonly dynamicRange: number;
};

/**
 * The components of ISO/IEC 29794-5 about exposure, 0..100, with the formulas of OFIQ 1.0: mean and variance
 * of luminance, shares of pixels in 0..25 and 247..255 of 255, and entropy in bits. `pixels` are indices into
 * `luminance` (0..1).
 */
export function measureExposure(luminance: Float32Array, pixels: Int32Array): Exposure {
  const histogram = new Uint32Array(256);
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < pixels.length; i++) {
    const y = luminance[pixels[i] ?? 0] ?? 0;
    const bin = Math.floor(y * 255 + 0.5);
    histogram[bin] = (histogram[bin] ?? 0) + 1;
    sum += y;
    squares += y * y;
  }
  const count = Math.max(1, pixels.length);
  const mean = sum / count;
  const variance = Math.max(0, squares / count - mean * mean);
  const dark = measureShare(histogram, 0, 25);
  const bright = measureShare(histogram, 247, 255);
  return {
    luminanceMean: toComponent(100 * toLogistic(mean, 0.2, 0.05) * (1 - toLogistic(mean, 0.8, 0.05))),
    luminanceVariance: toComponent(100 * Math.sin((Math.PI * 60 * variance) / (60 * variance + 1))),
    underExposurePrevention: toComponent(120 * (0.832 - toLogistic(dark, 0.92, 0.05))),
    overExposurePrevention: toComponent(1 / (bright + 0.01)),
    dynamicRange: toComponent(12.5 * measureEntropy(histogram)),
  };
}

function measureShare(histogram: Uint32Array, from: number, to: number): number {
  let inside = 0;
  let all = 0;
  for (const [bin, count] of histogram.entries()) {
    all += count;
    if (bin >= from && bin <= to) inside += count;
  }
  return inside / Math.max(1, all);
}

function measureEntropy(histogram: Uint32Array): number {
  const all = histogram.reduce((sum, count) => sum + count, 0);
  let bits = 0;
  for (const count of histogram) if (count > 0) bits -= (count / all) * Math.log2(count / all);
  return bits;
}
