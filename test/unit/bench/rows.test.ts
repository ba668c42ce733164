import { expect, test } from "vitest";
import type { ClientTimes } from "../../../src/bench/concurrency.ts";
import { toNetworkRows } from "../../../src/bench/network-rows.ts";
import type { BenchResult } from "../../../src/bench/result.ts";
import { toScreeningRows } from "../../../src/bench/screening-rows.ts";
import { toServerRows } from "../../../src/bench/server-rows.ts";

const call = (p50Ms: number) => ({ p50Ms, p95Ms: p50Ms * 2, engineMs: p50Ms - 2 });
const clients = (number: number): ClientTimes => ({
  ...call(50 * number),
  clients: number,
  photosPerSecond: 20,
  loopDelayP99Ms: 3,
  loopDelayMaxMs: 9,
});
const some = { native1: 10, native2: 8, wasm: 50, tfjs: 90 };

function createResult(changes: Partial<BenchResult> = {}): BenchResult {
  const medians = {
    ...{
      detector512: some,
      detector320: { native2: 10 },
      landmarks: some,
      ageGender: some,
      descriptor: some,
    },
    ...{ decode: some, detect: some, describe: some, measure: some },
  };
  return {
    networks: { medians, notes: [] },
    engines: {
      newPhoto: { native2: call(50), tfjs: call(400) },
      knownPhoto: { native2: call(5) },
      notes: [],
    },
    concurrency: { firstPhotoMs: 70, loads: [clients(1), clients(4), clients(16)] },
    screening: { faces: 100_000, personsMs: 10, onePersonMs: 10.1 },
    start: { livezMs: 499, readyzMs: 1500 },
    memory: { photos: 1000, atStartMB: 250, tenthsMB: Array(10).fill(300), peakMB: 310 },
    ...changes,
  };
}

function verdictsOf(result: BenchResult): Record<string, boolean | undefined> {
  const rows = [...toNetworkRows(result), ...toServerRows(result), ...toScreeningRows(result)];
  return Object.fromEntries(rows.flatMap(({ name, target }) => (target ? [[name, target.isMet]] : [])));
}

test("each target of the issue is judged", () => {
  expect(verdictsOf(createResult())).toEqual({
    "passive-liveness, new photo, p50, one client": true,
    "passive-liveness, the same photo again, p50": true,
    "4 clients: new photos per second": true,
    "4 clients: event-loop delay p99": true,
    "process start to /livez": true,
    "process start to /readyz": false,
    "RSS after 1000 different photos": true,
    "RSS, last three tenths against tenths 3 to 5": true,
    "screening 100,000 enrolled faces": true,
    "screening 100,000 enrolled faces, all near enough": false,
  });
});

test("memory that grows is not flat", () => {
  const tenthsMB = [200, 300, 300, 300, 300, 310, 320, 330, 340, 350];
  const memory = { photos: 1000, atStartMB: 250, tenthsMB, peakMB: 350 };
  const verdicts = verdictsOf(createResult({ memory }));
  expect(verdicts["RSS, last three tenths against tenths 3 to 5"]).toBe(false);
});

test("too few photos and a missing TensorFlow.js leave their targets open", () => {
  const memory = { photos: 100, atStartMB: 250, tenthsMB: Array(10).fill(300), peakMB: 310 };
  const engines = { newPhoto: { native2: call(50) }, knownPhoto: { native2: call(5) }, notes: [] };
  const verdicts = verdictsOf(createResult({ memory, engines }));
  expect(verdicts["RSS after 100 different photos"]).toBeUndefined();
  expect(verdicts["RSS, last three tenths against tenths 3 to 5"]).toBeUndefined();
  expect(verdicts["passive-liveness, new photo, p50, one client"]).toBeUndefined();
});

test("fewer enrolled faces leave their target open", () => {
  const screening = { faces: 1000, personsMs: 1, onePersonMs: 1 };
  const rows = toScreeningRows(createResult({ screening }));
  expect(rows.map(({ name, target }) => [name, target?.isMet])).toEqual([
    ["screening 1,000 enrolled faces", undefined],
    ["screening 1,000 enrolled faces, all near enough", undefined],
  ]);
});

test("what the stages leave of a whole check is shown as the difference", () => {
  const rows = toNetworkRows(createResult());
  const differences = rows.filter(({ name }) => name.endsWith("(difference)")).map(({ values }) => values);
  expect(differences).toEqual([{ native2: 16 }, { native2: 2 }]);
});

test("without readable memory its rows are absent", () => {
  const names = toServerRows(createResult({ memory: undefined })).map(({ name }) => name);
  expect(names.filter((name) => name.includes("RSS"))).toEqual([]);
});
