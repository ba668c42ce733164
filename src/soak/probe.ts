// Loaded into the server's process with --import. Writes a line of JSON to file descriptor 3 each second; SIGUSR2 begins the
// measuring of the event loop anew. It changes nothing that the server does.
import { write } from "node:fs";
import { createHistogram, performance } from "node:perf_hooks";
import type { ProbeReport } from "./probe-report.ts";

const reportMs = 1_000;
const resolutionMs = 10;
const reportDescriptor = 3;

const late = createHistogram();
const busy = createHistogram();
let lastMs = performance.now();
let lastUse = process.cpuUsage();
let startUse = lastUse;

process.on("SIGUSR2", () => {
  late.reset();
  busy.reset();
  startUse = process.cpuUsage();
});

const toNanoseconds = (ms: number) => Math.max(1, Math.round(ms * 1e6));

setInterval(() => {
  const now = performance.now();
  const use = process.cpuUsage();
  const lateMs = Math.max(0, now - lastMs - resolutionMs);
  const usedMs = (use.user + use.system - lastUse.user - lastUse.system) / 1_000;
  late.record(toNanoseconds(lateMs));
  // What a process did not compute itself while it was late, others did on its processor.
  busy.record(toNanoseconds(Math.min(lateMs, usedMs)));
  lastMs = now;
  lastUse = use;
}, resolutionMs).unref();

setInterval(() => {
  const { rss, heapUsed, arrayBuffers, external } = process.memoryUsage();
  const { user, system } = process.cpuUsage(startUse);
  const report: ProbeReport = {
    rssMB: rss / 1e6,
    heapMB: heapUsed / 1e6,
    buffersMB: (arrayBuffers + external) / 1e6,
    handles: process.getActiveResourcesInfo().length,
    delayP50Ms: late.percentile(50) / 1e6,
    delayP99Ms: late.percentile(99) / 1e6,
    delayMaxMs: late.max / 1e6,
    ownDelayP99Ms: busy.percentile(99) / 1e6,
    computedSeconds: (user + system) / 1e6,
  };
  // Nobody may read any more.
  write(reportDescriptor, `${JSON.stringify(report)}\n`, () => undefined);
}, reportMs).unref();
