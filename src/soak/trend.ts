import { measureMedian } from "../bench/statistics.ts";

/** A point of a series: minutes since its beginning, and a value. */
export type Point = { readonly minutes: number; readonly value: number };

/** How fast a series grows, per minute. */
export type Trend = {
  /** Median of the slopes between all pairs of points (Theil and Sen), which single peaks do not move. */
  readonly slope: number;
  /** Between these the slope lies with 95 % confidence, if the points are independent (Sen). */
  readonly low: number;
  readonly high: number;
};

const confidence = 1.96;

/** The trend of a series; all NaN for fewer than three points. */
export function measureTrend(points: readonly Point[]): Trend {
  const slopes = points.flatMap(({ minutes, value }, index) =>
    points
      .slice(index + 1)
      .filter((later) => later.minutes > minutes)
      .map((later) => (later.value - value) / (later.minutes - minutes)),
  );
  if (points.length < 3) return { slope: Number.NaN, low: Number.NaN, high: Number.NaN };
  const sorted = slopes.toSorted((a, b) => a - b);
  const count = points.length;
  // Standard deviation of Kendall's statistic without ties.
  const deviation = Math.sqrt((count * (count - 1) * (2 * count + 5)) / 18);
  const rank = (sign: number) =>
    Math.min(sorted.length - 1, Math.max(0, Math.round((sorted.length + sign * confidence * deviation) / 2)));
  return {
    slope: measureMedian(sorted),
    low: sorted[rank(-1)] ?? Number.NaN,
    high: sorted[rank(1)] ?? Number.NaN,
  };
}

/** The series in blocks of so many points, the median of each: neighbours depend on each other, blocks hardly do. */
export function toBlocks(points: readonly Point[], size: number): Point[] {
  return Array.from({ length: Math.floor(points.length / size) }, (_, index) => {
    const block = points.slice(index * size, (index + 1) * size);
    return {
      minutes: measureMedian(block.map(({ minutes }) => minutes)),
      value: measureMedian(block.map(({ value }) => value)),
    };
  });
}
