/**
 * The logistic curve S(x, centre, width) of ISO/IEC 29794-5: 0 far below `centre`, 0.5 there, 1 far above.
 */
export function toLogistic(x: number, centre: number, width: number): number {
  return 1 / (1 + Math.exp((centre - x) / width));
}

/** Limits `value` to `low`..`high`; NaN becomes `low`. */
export function toRange(value: number, low: number, high: number): number {
  return value > low ? Math.min(value, high) : low;
}

/** Limits a quality value to 0..100. */
export function toComponent(value: number): number {
  return toRange(value, 0, 100);
}
