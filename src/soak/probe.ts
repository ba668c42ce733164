// Loaded into the server's process with --import. Writes a line of JSON to file descriptor 3 each second; SIGUSR2 begins the
// measuring of the event loop anew. It changes nothing that the server does.
import { write } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { ProbeReport } from "./probe-report.ts";

const reportMs = 1_000;
const resolutionMs = 10;
const reportDescriptor = 3;

const histogram = monitorEventLoopDelay({ resolution: resolutionMs });
histogram.enable();
process.on("SIGUSR2", () => histogram.reset());

// A timer fires every ten milliseconds; the histogram holds the intervals between, so what is above that is delay.
const toDelayMs = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - resolutionMs);

setInterval(() => {
  const { rss, heapUsed, arrayBuffers, external } = process.memoryUsage();
  const report: ProbeReport = {
    rssMB: rss / 1e6,
    heapMB: heapUsed / 1e6,
    buffersMB: (arrayBuffers + external) / 1e6,
    handles: process.getActiveResourcesInfo().length,
    delayP50Ms: toDelayMs(histogram.percentile(50)),
    delayP99Ms: toDelayMs(histogram.percentile(99)),
    delayMaxMs: toDelayMs(histogram.max),
  };
  // Nobody may read any more.
  write(reportDescriptor, `${JSON.stringify(report)}\n`, () => undefined);
}, reportMs).unref();
