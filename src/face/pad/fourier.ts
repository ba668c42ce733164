/** Cosines and sines of the angles 2 pi k / length for k < length / 2. */
export type Twiddles = { readonly length: number; readonly cos: Float64Array; readonly sin: Float64Array };

/** Makes the factors for transforms of `length` values, a power of two. */
export function createTwiddles(length: number): Twiddles {
  const angles = Float64Array.from({ length: length / 2 }, (_, k) => (2 * Math.PI * k) / length);
  return { length, cos: angles.map(Math.cos), sin: angles.map(Math.sin) };
}

/**
 * Fast Fourier transform in place (radix 2, Cooley and Tukey) of as many values as `twiddles` are for,
 * beginning at `start`, `stride` apart.
 */
export function transformFourier(
  real: Float32Array,
  imaginary: Float32Array,
  start: number,
  stride: number,
  twiddles: Twiddles,
): void {
  const { length, cos, sin } = twiddles;
  sortByReversedBits(real, imaginary, start, stride, length);
  for (let size = 2; size <= length; size *= 2) {
    const reach = (size / 2) * stride;
    for (let k = 0; k < size / 2; k++) {
      const c = cos[(k * length) / size] ?? 0;
      const s = -(sin[(k * length) / size] ?? 0);
      for (let block = k; block < length; block += size) {
        const a = start + block * stride;
        const b = a + reach;
        const re = (real[b] ?? 0) * c - (imaginary[b] ?? 0) * s;
        const im = (real[b] ?? 0) * s + (imaginary[b] ?? 0) * c;
        real[b] = (real[a] ?? 0) - re;
        imaginary[b] = (imaginary[a] ?? 0) - im;
        real[a] = (real[a] ?? 0) + re;
        imaginary[a] = (imaginary[a] ?? 0) + im;
      }
    }
  }
}

function sortByReversedBits(
  real: Float32Array,
  imaginary: Float32Array,
  start: number,
  stride: number,
  length: number,
): void {
  for (let i = 1, reversed = 0; i < length; i++) {
    let bit = length >> 1;
    for (; reversed & bit; bit >>= 1) reversed ^= bit;
    reversed ^= bit;
    if (i >= reversed) continue;
    exchange(real, start + i * stride, start + reversed * stride);
    exchange(imaginary, start + i * stride, start + reversed * stride);
  }
}

function exchange(values: Float32Array, a: number, b: number): void {
  const kept = values[a] ?? 0;
  values[a] = values[b] ?? 0;
  values[b] = kept;
}
