import { monitorEventLoopDelay } from "node:perf_hooks";
import { startServer } from "../server.ts";
import { type CallSummary, measureCalls, runLoad } from "./load.ts";
import type { OnProgress } from "./task.ts";

/** What a number of clients at once get from one server with default options. */
export type ClientTimes = CallSummary & {
  readonly clients: number;
  readonly photosPerSecond: number;
  /** How late the server's event loop came to its timers: 99th percentile and worst. */
  readonly loopDelayP99Ms: number;
  readonly loopDelayMaxMs: number;
};

/** The first photo after the server was ready, and what 1, 4 and 16 clients get. */
export type Concurrency = { readonly firstPhotoMs: number; readonly loads: readonly ClientTimes[] };

const clientNumbers = [1, 4, 16] as const;
const warmUpPhotos = 10;

/**
 * Runs the server in this process, so that its event loop can be watched, and the clients in another one, so that their
 * work is not counted. Every photo is new.
 */
export async function measureConcurrency(
  photos: readonly Uint8Array[],
  photosPerLoad: number,
  onProgress: OnProgress,
): Promise<Concurrency> {
  const server = await startServer({ port: 0 });
  try {
    await server.ready;
    const load = { urls: [server.url], photos, clients: 1, isRepeated: false };
    const cold = await runLoad({ ...load, first: 0, count: warmUpPhotos });
    const loads: ClientTimes[] = [];
    for (const [index, clients] of clientNumbers.entries()) {
      const first = warmUpPhotos + index * photosPerLoad;
      const watch = watchEventLoop();
      const { calls, elapsedMs } = await runLoad({ ...load, first, clients, count: photosPerLoad });
      loads.push({
        ...measureCalls(calls[0] ?? []),
        ...watch.stop(),
        clients,
        photosPerSecond: photosPerLoad / (elapsedMs / 1000),
      });
      onProgress(index + 1, clientNumbers.length);
    }
    return { firstPhotoMs: cold.calls[0]?.[0]?.totalMs ?? Number.NaN, loads };
  } finally {
    await server.close();
  }
}

const resolutionMs = 1;

// A timer fires every millisecond; the histogram holds the intervals between, so what is above a millisecond is delay.
function watchEventLoop() {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs });
  histogram.enable();
  return {
    stop() {
      histogram.disable();
      const toDelayMs = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - resolutionMs);
      return {
        loopDelayP99Ms: toDelayMs(histogram.percentile(99)),
        loopDelayMaxMs: toDelayMs(histogram.max),
      };
    },
  };
}
