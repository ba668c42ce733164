import { monitorEventLoopDelay } from "node:perf_hooks";

const resolutionMs = 20;

/** How late the event loop was since the last reading, in seconds, 0 or more. */
export type LoopDelay = { readonly median: number; readonly percentile99: number; readonly max: number };

/** Measures how late timers of this process fire until `stop`; each reading begins a new period. Keeps no process alive. */
export function startLoopDelay(): { readonly read: () => LoopDelay; readonly stop: () => void } {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs });
  histogram.enable();
  // The histogram holds the time between two samples, of which the interval itself is no delay; without samples it holds 511 ns.
  const toDelay = (nanoseconds: number) => Math.max(0, nanoseconds / 1e9 - resolutionMs / 1000);
  return {
    read() {
      const delay = {
        median: toDelay(histogram.percentile(50)),
        percentile99: toDelay(histogram.percentile(99)),
        max: toDelay(histogram.max),
      };
      histogram.reset();
      return delay;
    },
    stop: () => void histogram.disable(),
  };
}
