import { expect, test } from "vitest";
import { createReportReader, type ProbeReport } from "../../../src/soak/probe-report.ts";
import type { SoakResult } from "../../../src/soak/run-soak.ts";
import { measureTrend, toBlocks } from "../../../src/soak/trend.ts";
import { judgeSoak } from "../../../src/soak/verdict.ts";

/** Five minutes of samples of a server that grows by so many megabytes a minute, with noise that repeats. */
function toResult(growthMB: number, changes: Partial<SoakResult> = {}): SoakResult {
  const samples = Array.from({ length: 300 }, (_, second) => ({
    minutes: second / 60,
    serverMB: 200 + (growthMB * second) / 60 + ((second * 7919) % 13),
    analysisMB: 300 + ((second * 104_729) % 17),
    heapMB: 50,
    buffersMB: 5,
    handles: 210,
  }));
  return {
    minutes: 5,
    warmUpMinutes: 1,
    connections: 200,
    seed: "1",
    traffic: { actions: {}, statuses: {}, failed: 0, failures: [] },
    samples,
    delayP50Ms: 1,
    delayP99Ms: 12,
    delayMaxMs: 60,
    ownDelayP99Ms: 12,
    computedSeconds: 60,
    idleDelayP99Ms: 1,
    loadAverage: 1,
    descriptorsBefore: 24,
    descriptorsAfter: 26,
    analysisRestarts: 0,
    webhooks: 3,
    end: undefined,
    errors: "",
    ...changes,
  };
}

const listMissed = (result: SoakResult) =>
  judgeSoak(result).flatMap(({ name, isMet }) => (isMet === false ? [name] : []));

test("a server that is well passes", () => {
  expect(listMissed(toResult(0))).toEqual([]);
  expect(listMissed(toResult(-3))).toEqual([]);
});

test("a server that grows does not pass", () => {
  expect(listMissed(toResult(4))).toEqual(["growth of the server's RSS"]);
});

test("a crash, an error, a wrong answer, a late event loop and a descriptor that stays open do not pass", () => {
  const wrong: Partial<SoakResult>[] = [
    { end: "SIGSEGV" },
    { errors: "Unhandled rejection" },
    { traffic: { actions: {}, statuses: {}, failed: 1, failures: ["x"] } },
    { delayP99Ms: 50 },
    { delayP99Ms: Number.NaN },
    { descriptorsAfter: 40 },
    { analysisRestarts: 1 },
  ];
  for (const changes of wrong)
    expect(listMissed(toResult(0, changes)), JSON.stringify(changes)).toHaveLength(1);
});

test("where others keep an idle process waiting, only the server's own part of a delay counts", () => {
  expect(listMissed(toResult(0, { idleDelayP99Ms: 40, delayP99Ms: 300 }))).toEqual([]);
  expect(listMissed(toResult(0, { idleDelayP99Ms: 40, delayP99Ms: 300, ownDelayP99Ms: 60 }))).toHaveLength(1);
});

test("a run of less than two minutes does not judge memory", () => {
  const { samples } = toResult(50);
  const short = judgeSoak(toResult(50, { samples: samples.slice(0, 60) }));
  expect(short.filter(({ name }) => name.startsWith("growth")).map(({ isMet }) => isMet)).toEqual([
    undefined,
    undefined,
  ]);
});

test("a trend is that of most points, and its interval holds it", () => {
  const points = Array.from({ length: 60 }, (_, minute) => ({
    minutes: minute,
    value: minute === 30 ? 10_000 : 100 + 2 * minute,
  }));
  const { slope, low, high } = measureTrend(points);
  expect(slope).toBeCloseTo(2);
  expect(low).toBeLessThanOrEqual(slope);
  expect(high).toBeGreaterThanOrEqual(slope);
  expect(measureTrend([]).slope).toBeNaN();
  expect(toBlocks(points, 20).map(({ minutes }) => minutes)).toEqual([9.5, 29.5, 49.5]);
});

test("reports are read however their bytes are cut", () => {
  const seen: Pick<ProbeReport, "rssMB">[] = [];
  const read = createReportReader((report) => seen.push(report));
  for (const text of ['{"rssMB":1}\n{"rss', 'MB":2}\nnot json\n', '{"rssMB":3}']) read(text);
  expect(seen).toEqual([{ rssMB: 1 }, { rssMB: 2 }]);
});
