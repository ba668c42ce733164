import { loadavg } from "node:os";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { listChildren, measureSplitMemory } from "../bench/process-memory.ts";
import { sampleDuring } from "../bench/sampling.ts";
import { startServerProcess } from "../bench/server-process.ts";
import { measureMedian } from "../bench/statistics.ts";
import type { OnProgress } from "../bench/task.ts";
import { bodyTimeoutMs } from "./actions.ts";
import { countDescriptors, waitForDescriptors } from "./descriptors.ts";
import { runSoakLoad, type SoakTraffic } from "./load.ts";
import { createReportReader, type ProbeReport } from "./probe-report.ts";
import { startReceiver } from "./receiver.ts";
import type { SoakSample } from "./samples.ts";

/** How long and how much. */
export type SoakSize = {
  readonly minutes: number;
  readonly warmUpMinutes: number;
  readonly connections: number;
  readonly seed: string;
};

/** Everything that was seen. */
export type SoakResult = SoakSize & {
  readonly traffic: SoakTraffic;
  readonly samples: readonly SoakSample[];
  /** How late the server's event loop was in the measured time. */
  readonly delayP50Ms: number;
  readonly delayP99Ms: number;
  readonly delayMaxMs: number;
  /** Of each delay only as much as the server computed in it. */
  readonly ownDelayP99Ms: number;
  readonly computedSeconds: number;
  /** How late the event loop of an idle process of this machine was in the same time. */
  readonly idleDelayP99Ms: number;
  /** Median of the load average of the machine, which counts processes that want to compute. */
  readonly loadAverage: number;
  /** Open descriptors before and after the load; undefined where they cannot be counted. */
  readonly descriptorsBefore: number | undefined;
  readonly descriptorsAfter: number | undefined;
  readonly analysisRestarts: number;
  readonly webhooks: number;
  /** How the server ended on its own, and what it wrote to standard error. */
  readonly end: string | undefined;
  readonly errors: string;
};

const sampleMs = 1_000;
/** Connections that the load left behind are closed by their time limits. */
const settleMs = 30_000;
/** The pool of threads and the first calls open descriptors that stay. */
const spareDescriptors = 8;
const idleResolutionMs = 10;
/** The standard memory of known photos would fill for a quarter of an hour; a small one is full after the warm-up. */
const options = ["--engine-cache-bytes", "2000000", "--body-timeout-ms", String(bodyTimeoutMs)];

/** Runs a server of its own under the load and watches it. */
export async function runSoak(size: SoakSize, onProgress: OnProgress): Promise<SoakResult> {
  const receiver = await startReceiver();
  let errors = "";
  let report: ProbeReport | undefined;
  const server = await startServerProcess({
    options: ["--webhook-url", receiver.url, ...options],
    node: ["--import", new URL("./probe.js", import.meta.url).href],
    onError: (text) => {
      errors += text;
    },
    onReport: createReportReader((next) => {
      report = next;
    }),
  });
  try {
    const { pid, url } = server;
    await (await fetch(`${url}/metrics`)).text();
    const children = String(await listChildren(pid));
    const descriptorsBefore = await countDescriptors(pid);
    const warmUpMs = size.warmUpMinutes * 60_000;
    // Known when the clients begin, who have photos to make first.
    let startMs = Number.POSITIVE_INFINITY;
    let timer: NodeJS.Timeout | undefined;
    const idle = monitorEventLoopDelay({ resolution: idleResolutionMs });
    const loads: number[] = [];
    const begin = () => {
      startMs = Date.now() + warmUpMs;
      timer = setTimeout(() => {
        // Node without a handler for the signal would end, so it is only sent to a process that reports.
        if (report && process.platform !== "win32") process.kill(pid, "SIGUSR2");
        idle.enable();
      }, warmUpMs);
    };
    const read = async (): Promise<SoakSample | undefined> => {
      loads.push(loadavg()[0] ?? 0);
      const memory = await measureSplitMemory(pid);
      if (!memory || !report || startMs === Number.POSITIVE_INFINITY) return undefined;
      const { heapMB, buffersMB, handles } = report;
      const minutes = (Date.now() - startMs) / 60_000;
      return { minutes, serverMB: memory.ownMB, analysisMB: memory.childrenMB, heapMB, buffersMB, handles };
    };
    let traffic: SoakTraffic = { actions: {}, statuses: {}, failed: 0, failures: [] };
    let last: ProbeReport | undefined;
    const samples = await sampleDuring(read, sampleMs, async () => {
      const { seed, connections } = size;
      const durationMs = warmUpMs + size.minutes * 60_000;
      traffic = await runSoakLoad({ url, seed, connections, durationMs }, (done, total) => {
        if (done === 0) begin();
        onProgress(done, total);
      });
      last = report;
    });
    clearTimeout(timer);
    idle.disable();
    const descriptorsAfter = await waitForDescriptors(
      pid,
      (descriptorsBefore ?? 0) + spareDescriptors,
      settleMs,
    );
    // Webhooks that are under way arrive.
    await sleep(sampleMs);
    return {
      ...size,
      traffic,
      samples,
      delayP50Ms: last?.delayP50Ms ?? Number.NaN,
      delayP99Ms: last?.delayP99Ms ?? Number.NaN,
      delayMaxMs: last?.delayMaxMs ?? Number.NaN,
      ownDelayP99Ms: last?.ownDelayP99Ms ?? Number.NaN,
      computedSeconds: last?.computedSeconds ?? Number.NaN,
      idleDelayP99Ms: Math.max(0, idle.percentile(99) / 1e6 - idleResolutionMs),
      loadAverage: measureMedian(loads),
      descriptorsBefore,
      descriptorsAfter,
      analysisRestarts: String(await listChildren(pid)) === children ? 0 : 1,
      webhooks: receiver.received(),
      end: server.readEnd(),
      errors,
    };
  } finally {
    await server.stop();
    await receiver.close();
  }
}
