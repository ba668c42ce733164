import type { LumaTile } from "../luma-tile.ts";
import { createTwiddles, transformFourier } from "./fourier.ts";

/** Side of the square that is transformed. */
export const SPECTRUM_PX = 128;
/** Lowest frequency looked at, in cycles per tile: below lie lips, hair and stubble. */
const LOWEST_FREQUENCY = 14;
/** Half the side of the neighbourhood that a peak is compared with. */
const NEIGHBOURHOOD = 5;

/**
 * Height of the sharpest peak of the amplitude spectrum over its neighbourhood, in natural logarithms: skin,
 * hair and noise give a continuous spectrum, the pixel grid of a screen, its moiré or the dots of a print
 * single peaks. The axes are left out because the blocks of JPEG lie there. 0 for a tile that is too small.
 */
export function measureSpectralPeak(tile: LumaTile): number {
  if (tile.widthPx < SPECTRUM_PX || tile.heightPx < SPECTRUM_PX) return 0;
  const amplitude = measureAmplitude(tile);
  const half = SPECTRUM_PX / 2;
  let best = 0;
  for (let v = 0; v < half; v++) {
    for (let u = -half + 1; u < half; u++) {
      if (Math.abs(u) < 3 || Math.abs(v) < 3 || u * u + v * v < LOWEST_FREQUENCY ** 2) continue;
      best = Math.max(best, measureProminence(amplitude, u, v));
    }
  }
  return best;
}

function measureProminence(amplitude: Float32Array, u: number, v: number): number {
  const at = (du: number, dv: number): number => amplitude[toIndex(u + du, v + dv)] ?? 0;
  const peak = at(0, 0);
  if (peak < at(1, 0) || peak < at(-1, 0) || peak < at(0, 1) || peak < at(0, -1)) return 0;
  let sum = 0;
  let count = 0;
  for (let dv = -NEIGHBOURHOOD; dv <= NEIGHBOURHOOD; dv++) {
    for (let du = -NEIGHBOURHOOD; du <= NEIGHBOURHOOD; du++) {
      // The window function widens a single frequency to three bins.
      if (Math.max(Math.abs(du), Math.abs(dv)) <= 2) continue;
      sum += at(du, dv);
      count++;
    }
  }
  return Math.log((peak + 1) / (sum / count + 1));
}

function toIndex(u: number, v: number): number {
  const wrap = SPECTRUM_PX - 1;
  return (v & wrap) * SPECTRUM_PX + (u & wrap);
}

/** Amplitudes of the two-dimensional transform under a Hann window. */
function measureAmplitude({ widthPx, luma }: LumaTile): Float32Array {
  const n = SPECTRUM_PX;
  const real = new Float32Array(n * n);
  const imaginary = new Float32Array(n * n);
  const hann = Float32Array.from({ length: n }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / n));
  const mean = toMean(luma);
  for (let y = 0; y < n; y++) {
    for (let x = 0; x < n; x++) {
      real[y * n + x] = ((luma[y * widthPx + x] ?? 0) - mean) * (hann[x] ?? 0) * (hann[y] ?? 0);
    }
  }
  const twiddles = createTwiddles(n);
  for (let line = 0; line < n; line++) transformFourier(real, imaginary, line * n, 1, twiddles);
  // The transform of real values is the same on both sides of its middle.
  const amplitude = new Float32Array(n * n);
  for (let u = 0; u <= n / 2; u++) {
    transformFourier(real, imaginary, u, n, twiddles);
    for (let v = 0; v < n; v++) {
      const at = toIndex(u, v);
      const re = real[at] ?? 0;
      const im = imaginary[at] ?? 0;
      // Math.hypot takes ten times as long and guards against overflows that cannot happen here.
      const value = Math.sqrt(re * re + im * im);
      amplitude[at] = value;
      amplitude[toIndex(-u, -v)] = value;
    }
  }
  return amplitude;
}

function toMean(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] ?? 0;
  return sum / values.length;
}
