/** The value below which `share` (0..1) of the values lie, interpolated between neighbours; NaN without values. */
export function measureQuantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? Number.NaN;
  return below + (above - below) * (position % 1);
}

/** The middle of the values; NaN without values. */
export function measureMedian(values: readonly number[]): number {
  return measureQuantile(values, 0.5);
}

/** A growing series cut into `count` parts of nearly equal length, the median of each. */
export function measureMedians(series: readonly number[], count: number): number[] {
  return Array.from({ length: count }, (_, index) => {
    const from = Math.floor((series.length * index) / count);
    const to = Math.floor((series.length * (index + 1)) / count);
    return measureMedian(series.slice(from, Math.max(to, from + 1)));
  });
}
