/**
 * Fast Fourier transform in place (radix 2, Cooley and Tukey) of `length` values that start at `start` and lie `stride` apart; `length` is a power of two.
 */
export function transformFourier(
  real: Float32Array,
  imaginary: Float32Array,
  start: number,
  stride: number,
  length: number,
): void {
  const swap = (values: Float32Array, a: number, b: number): void => {
    const kept = values[a] ?? 0;
    values[a] = values[b] ?? 0;
    values[b] = kept;
  };
  for (let i = 1, reversed = 0; i < length; i++) {
    let bit = length >> 1;
    for (; reversed & bit; bit >>= 1) reversed ^= bit;
    reversed ^= bit;
    if (i >= reversed) continue;
    swap(real, start + i * stride, start + reversed * stride);
    swap(imaginary, start + i * stride, start + reversed * stride);
  }
  for (let size = 2; size <= length; size *= 2) {
    for (let k = 0; k < size / 2; k++) {
      const cos = Math.cos((2 * Math.PI * k) / size);
      const sin = -Math.sin((2 * Math.PI * k) / size);
      for (let block = k; block < length; block += size) {
        const a = start + block * stride;
        const b = a + (size / 2) * stride;
        const re = (real[b] ?? 0) * cos - (imaginary[b] ?? 0) * sin;
        const im = (real[b] ?? 0) * sin + (imaginary[b] ?? 0) * cos;
        real[b] = (real[a] ?? 0) - re;
        imaginary[b] = (imaginary[a] ?? 0) - im;
        real[a] = (real[a] ?? 0) + re;
        imaginary[a] = (imaginary[a] ?? 0) + im;
      }
    }
  }
}
