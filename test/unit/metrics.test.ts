import { setTimeout as sleep } from "node:timers/promises";
import { register } from "prom-client";
import { expect, onTestFinished, test } from "vitest";
import { createLabelBound } from "../../src/metrics/call-labels.ts";
import { createMetrics, type Gauges, type Metrics } from "../../src/metrics/metrics.ts";
import { type Family, parseExposition } from "../helpers/exposition.ts";

const gauges: Gauges = {
  journalRecords: () => 3,
  journalBytes: () => 4_096,
  spaces: () => 1,
  version: '0.1.0-"rc"',
};

async function startMetrics(changes: Partial<Gauges> = {}): Promise<Metrics> {
  const metrics = await createMetrics({ ...gauges, ...changes });
  onTestFinished(() => metrics.close());
  return metrics;
}

async function read(metrics: Metrics): Promise<Map<string, Family>> {
  return parseExposition((await metrics.render()).text);
}

async function readSamples(metrics: Metrics, name: string): Promise<Record<string, number>> {
  return Object.fromEntries((await read(metrics)).get(name)?.samples ?? []);
}

test("a server that has done nothing shows every family, each with help", async () => {
  const metrics = await startMetrics();
  expect((await metrics.render()).contentType).toBe("text/plain; version=0.0.4; charset=utf-8");
  const families = await read(metrics);
  expect([...families].map(([name, { type }]) => `${name} ${type}`)).toEqual([
    "stuntface_calls_total counter",
    "stuntface_inference_seconds histogram",
    "stuntface_cache_requests_total counter",
    "stuntface_journal_records gauge",
    "stuntface_journal_bytes gauge",
    "stuntface_spaces gauge",
    "stuntface_event_loop_delay_seconds gauge",
    "stuntface_event_loop_delay_max_seconds gauge",
    "stuntface_resident_memory_bytes gauge",
    "stuntface_heap_used_bytes gauge",
    "stuntface_build_info gauge",
  ]);
  for (const [name, { help }] of families) expect(help, name).toMatch(/^[A-Z].+\.$/);
  expect(families.get("stuntface_calls_total")?.samples.size).toBe(0);
});

test("calls are counted by operation, outcome and status", async () => {
  const metrics = await startMetrics();
  const call = { operation: "didit.face-match", outcome: "real", status: 200 };
  metrics.countCall(call);
  metrics.countCall(call);
  metrics.countCall({ ...call, outcome: "error", status: 401 });
  expect(await readSamples(metrics, "stuntface_calls_total")).toEqual({
    'stuntface_calls_total{operation="didit.face-match",outcome="real",status="200"}': 2,
    'stuntface_calls_total{operation="didit.face-match",outcome="error",status="401"}': 1,
  });
});

test("times of pictures fall into their buckets", async () => {
  const metrics = await startMetrics();
  for (const seconds of [0.004, 0.041, 0.042, 7]) metrics.observeInference(seconds);
  const samples = await readSamples(metrics, "stuntface_inference_seconds");
  const bucket = (bound: string) => samples[`stuntface_inference_seconds_bucket{le="${bound}"}`];
  expect(["0.005", "0.02", "0.05", "5", "+Inf"].map(bucket)).toEqual([1, 1, 3, 3, 4]);
  expect(samples.stuntface_inference_seconds_sum).toBeCloseTo(7.087);
  expect(samples.stuntface_inference_seconds_count).toBe(4);
});

test("hits and misses are counted from 0", async () => {
  const metrics = await startMetrics();
  const toSamples = (hit: number, miss: number) => ({
    'stuntface_cache_requests_total{result="hit"}': hit,
    'stuntface_cache_requests_total{result="miss"}': miss,
  });
  expect(await readSamples(metrics, "stuntface_cache_requests_total")).toEqual(toSamples(0, 0));
  for (const hit of [false, true, true]) metrics.countCache(hit);
  expect(await readSamples(metrics, "stuntface_cache_requests_total")).toEqual(toSamples(2, 1));
});

test("gauges show what holds at the scrape", async () => {
  let records = 1;
  const metrics = await startMetrics({ journalRecords: () => records });
  expect(await readSamples(metrics, "stuntface_journal_records")).toEqual({ stuntface_journal_records: 1 });
  records = 2;
  const families = await read(metrics);
  const value = (name: string) => families.get(name)?.samples.get(name);
  expect(value("stuntface_journal_records")).toBe(2);
  expect(value("stuntface_journal_bytes")).toBe(4_096);
  expect(value("stuntface_spaces")).toBe(1);
  expect(value("stuntface_resident_memory_bytes")).toBeGreaterThan(1_000_000);
  expect(value("stuntface_heap_used_bytes")).toBeGreaterThan(1_000_000);
  const build = `stuntface_build_info{version="0.1.0-\\"rc\\"",node="${process.versions.node}"}`;
  expect([...(families.get("stuntface_build_info")?.samples ?? [])]).toEqual([[build, 1]]);
});

/** The largest delay that a scrape shows; 0.5 and 0.99 must be within it. */
async function readMaxDelay(metrics: Metrics): Promise<number> {
  const families = await read(metrics);
  const name = "stuntface_event_loop_delay_seconds";
  const quantiles = families.get(name)?.samples ?? new Map();
  const max = families.get("stuntface_event_loop_delay_max_seconds")?.samples.values().next().value ?? -1;
  expect([...quantiles.keys()]).toEqual([`${name}{quantile="0.5"}`, `${name}{quantile="0.99"}`]);
  for (const delay of quantiles.values()) {
    expect(delay).toBeGreaterThanOrEqual(0);
    // A quantile of the histogram is exact to three digits only.
    expect(delay).toBeLessThanOrEqual(max * 1.01 + 0.001);
  }
  return max;
}

test("a blocked event loop is seen by one scrape, and by none after close", async () => {
  const metrics = await startMetrics();
  const block = async () => {
    await sleep(60);
    const endMs = performance.now() + 150;
    while (performance.now() < endMs);
    await sleep(60);
  };
  await block();
  expect(await readMaxDelay(metrics)).toBeGreaterThan(0.1);
  metrics.close();
  await metrics.render();
  await block();
  expect(await readMaxDelay(metrics)).toBe(0);
});

test("close leaves counts readable, may come twice, and nothing then keeps the process alive", async () => {
  const countResources = () => process.getActiveResourcesInfo().length;
  const before = countResources();
  const metrics = await createMetrics(gauges);
  metrics.countCache(true);
  metrics.close();
  metrics.close();
  metrics.countCache(true);
  const samples = await readSamples(metrics, "stuntface_cache_requests_total");
  expect(samples['stuntface_cache_requests_total{result="hit"}']).toBe(2);
  while (countResources() > before) await new Promise(setImmediate);
});

test("two servers in one process do not meet, nor does the registry of the process", async () => {
  const [one, other] = [await startMetrics(), await startMetrics({ spaces: () => 9 })];
  one.countCache(true);
  one.countCall({ operation: "a", outcome: "real", status: 200 });
  one.observeInference(1);
  const families = await read(other);
  expect(families.get("stuntface_calls_total")?.samples.size).toBe(0);
  expect(families.get("stuntface_inference_seconds")?.samples.get("stuntface_inference_seconds_count")).toBe(
    0,
  );
  expect(families.get("stuntface_spaces")?.samples.get("stuntface_spaces")).toBe(9);
  expect(await readSamples(one, "stuntface_spaces")).toEqual({ stuntface_spaces: 1 });
  expect(register.getMetricsAsArray()).toEqual([]);
});

test("scrapes at the same time are each whole", async () => {
  const metrics = await startMetrics();
  const all = await Promise.all(Array.from({ length: 20 }, () => read(metrics)));
  expect(all.map((families) => families.size)).toEqual(all.map(() => 11));
});

test("however many operations, outcomes and statuses there are, 200 series count every call", async () => {
  const metrics = await startMetrics();
  let calls = 0;
  for (let operation = 0; operation < 300; operation += 1) {
    for (const status of [200, 400 + operation]) {
      metrics.countCall({ operation: `op-${operation}`, outcome: `outcome-${operation}`, status });
      calls += 1;
    }
  }
  const samples = await readSamples(metrics, "stuntface_calls_total");
  const names = Object.keys(samples);
  expect(names).toHaveLength(200);
  expect(names[0]).toContain('operation="op-0",outcome="outcome-0",status="200"');
  expect(names.at(-1)).toContain('operation="other",outcome="other",status="other"');
  expect(Object.values(samples).reduce((sum, value) => sum + value)).toBe(calls);
});

test("what was counted under its own name stays there when the bound is reached", () => {
  const bound = createLabelBound();
  const early = { operation: "early", outcome: "real", status: "200" };
  bound(early);
  for (let index = 0; index < 300; index += 1) bound({ ...early, operation: `op-${index}` });
  expect(bound(early)).toEqual(early);
  expect(bound({ ...early, operation: "late" })).toEqual({ ...early, operation: "other" });
});
