import { createLabelBound } from "./call-labels.ts";
import { startLoopDelay } from "./loop-delay.ts";

/** Counts of one server, for Prometheus to scrape. */
export interface Metrics {
  /** Counts an answer; beyond 200 different label sets as operation `other`. */
  countCall(call: { readonly operation: string; readonly outcome: string; readonly status: number }): void;
  /** Adds the time that one picture took to analyse. */
  observeInference(seconds: number): void;
  /** Counts a look into the memory of known pictures. */
  countCache(hit: boolean): void;
  /** Text of the exposition format and its content type; each call begins a new period of the event loop's delay. */
  render(): Promise<{ readonly contentType: string; readonly text: string }>;
  /** Ends the measuring of the event loop; counts can still be read. */
  close(): void;
}

/** What is read at each scrape. */
export type Gauges = {
  readonly journalRecords: () => number;
  readonly journalBytes: () => number;
  readonly spaces: () => number;
  /** Of the server, such as `0.1.0`. */
  readonly version: string;
};

const inferenceBuckets = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];

/** Metrics with a registry of their own, so that servers of one process never meet. */
export async function createMetrics(gauges: Gauges): Promise<Metrics> {
  // Loading it takes 24 ms, which a start without metrics need not wait for.
  const { Counter, Gauge, Histogram, Registry } = await import("prom-client");
  const registry = new Registry();
  const registers = [registry];
  const createGauge = (name: string, help: string) =>
    new Gauge({ name: `stuntface_${name}`, help, registers });

  const calls = new Counter({
    name: "stuntface_calls_total",
    help: "Answered calls by operation, by how the answer came to be, and by HTTP status.",
    labelNames: ["operation", "outcome", "status"],
    registers,
  });
  const inference = new Histogram({
    name: "stuntface_inference_seconds",
    help: "Time to analyse one picture, from its bytes to its facts.",
    buckets: inferenceBuckets,
    registers,
  });
  const lookups = new Counter({
    name: "stuntface_cache_requests_total",
    help: "Pictures that were asked for, by whether their facts were known or under way (hit) or not (miss).",
    labelNames: ["result"],
    registers,
  });
  const journalRecords = createGauge("journal_records", "Calls that the journal holds.");
  const journalBytes = createGauge("journal_bytes", "Size of the calls that the journal holds, in bytes.");
  const spaces = createGauge("spaces", "Spaces that exist, the default one included.");
  const delay = new Gauge({
    name: "stuntface_event_loop_delay_seconds",
    help: "How late the event loop was since the last scrape, by quantile.",
    labelNames: ["quantile"],
    registers,
  });
  const maxDelay = createGauge(
    "event_loop_delay_max_seconds",
    "How late the event loop was at worst since the last scrape.",
  );
  const resident = createGauge("resident_memory_bytes", "Memory of the process that is in RAM, in bytes.");
  const heap = createGauge("heap_used_bytes", "Memory that JavaScript objects of the process use, in bytes.");
  const build = new Gauge({
    name: "stuntface_build_info",
    help: "Always 1; the labels name the versions of the server and of Node.",
    labelNames: ["version", "node"],
    registers,
  });

  // A rate over a series needs its beginning at 0.
  for (const result of ["hit", "miss"]) lookups.inc({ result }, 0);
  build.set({ version: gauges.version, node: process.versions.node }, 1);
  const boundLabels = createLabelBound();
  const loop = startLoopDelay();

  const refresh = () => {
    journalRecords.set(gauges.journalRecords());
    journalBytes.set(gauges.journalBytes());
    spaces.set(gauges.spaces());
    const { median, percentile99, max } = loop.read();
    delay.set({ quantile: "0.5" }, median);
    delay.set({ quantile: "0.99" }, percentile99);
    maxDelay.set(max);
    const { rss, heapUsed } = process.memoryUsage();
    resident.set(rss);
    heap.set(heapUsed);
  };

  return {
    countCall: ({ operation, outcome, status }) =>
      calls.inc(boundLabels({ operation, outcome, status: String(status) })),
    observeInference: (seconds) => inference.observe(seconds),
    countCache: (hit) => lookups.inc({ result: hit ? "hit" : "miss" }),
    async render() {
      refresh();
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
    close: loop.stop,
  };
}
