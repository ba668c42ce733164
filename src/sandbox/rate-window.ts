/** Where a caller stands in its window after a call. */
export type RateState = {
  readonly limit: number;
  readonly remaining: number;
  /** Seconds since 1970 at which the oldest counted call leaves the window. */
  readonly resetSeconds: number;
  readonly isExceeded: boolean;
};

const windowMs = 60_000;
const maxCallers = 10_000;

/** Counts the calls of each caller in a sliding window of 60 s. */
export interface RateWindow {
  /** Counts a call at `now` (milliseconds) unless the limit is reached already. */
  take(caller: string, limit: number, now: number): RateState;
}

/** A window that remembers at most the 10,000 callers seen last. */
export function createRateWindow(): RateWindow {
  const calls = new Map<string, number[]>();
  return {
    take(caller, limit, now) {
      const recent = (calls.get(caller) ?? []).filter((time) => time > now - windowMs);
      const isExceeded = recent.length >= limit;
      if (!isExceeded) recent.push(now);
      calls.delete(caller);
      calls.set(caller, recent);
      const [oldestCaller] = calls.keys();
      if (calls.size > maxCallers && oldestCaller !== undefined) calls.delete(oldestCaller);
      return {
        limit,
        remaining: limit - recent.length,
        resetSeconds: Math.ceil(((recent[0] ?? now) + windowMs) / 1000),
        isExceeded,
      };
    },
  };
}
