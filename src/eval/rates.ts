/** Share 0..1 of the values that pass; NaN of no values at all. */
export function measureShare<T>(values: readonly T[], passes: (value: T) => boolean): number {
  return values.filter(passes).length / values.length;
}

/** Quantile of `values` for `share` 0..1, interpolated linearly between neighbours; NaN of no values at all. */
export function measureQuantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/** Whether each value is at most `tolerance` above the one before it. */
export function isFalling(values: readonly number[], tolerance: number): boolean {
  return values.every((value, index) => value <= (values[index - 1] ?? value) + tolerance);
}
