import type { Concurrency } from "./concurrency.ts";
import type { EngineComparison } from "./engine-comparison.ts";
import type { MemoryUse } from "./memory.ts";
import type { NetworkTimes } from "./network-times.ts";
import type { ScreeningTimes } from "./screening.ts";
import type { StartTimes } from "./start-times.ts";

/** All that is measured of checks, calls that look at photos. */
export type BenchResult = {
  readonly networks: NetworkTimes;
  readonly engines: EngineComparison;
  readonly concurrency: Concurrency;
  readonly screening: ScreeningTimes;
  readonly start: StartTimes;
  /** Undefined where the system does not tell resident memory. */
  readonly memory: MemoryUse | undefined;
};
