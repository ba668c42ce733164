import { expect, test } from "vitest";
import type { ForcedMemory } from "../../../src/bench/forced-memory.ts";
import type { ForcedRun } from "../../../src/bench/forced-rates.ts";
import { toForcedRows } from "../../../src/bench/forced-rows.ts";
import { toForcedTable } from "../../../src/bench/forced-table.ts";
import type { ForcedResult } from "../../../src/bench/run-forced.ts";

const run = (callsPerSecond: number, p99Ms = 12): ForcedRun => ({ callsPerSecond, p50Ms: 5, p99Ms });
const memory: ForcedMemory = {
  uploads: 10_000,
  answered: 10_000,
  tenthsMB: [120, 140, 150, 150, 150, 150, 150, 150, 150, 154],
  peakMB: 160,
  analysisMB: 200,
};

function createResult(changes: Partial<ForcedResult> = {}): ForcedResult {
  const rounds = [
    { one: run(600), many: run(570), bare: run(1000) },
    { one: run(300), many: run(280), bare: run(600) },
    { one: run(660), many: run(640), bare: run(1200) },
  ];
  return {
    rates: { files: 1000, rounds, manyLivezMs: 900 },
    memory,
    smallHeapMemory: memory,
    records: { recordBytes: 2000, explainBytes: 4001 },
    ...changes,
  };
}

function verdictsOf(result: ForcedResult): Record<string, boolean | undefined> {
  return Object.fromEntries(
    toForcedRows(result).flatMap(({ name, target }) => (target ? [[name, target.isMet]] : [])),
  );
}

test("each target of the issue is judged", () => {
  expect(verdictsOf(createResult())).toEqual({
    "forced face match, two photos of 150 kB, 4 connections": true,
    "the same: p99": true,
    "1,000 scenario files: cost of a call against 1 file": true,
    "uploads answered with 200": true,
    "RSS of the server after 10,000 uploads": true,
    "last three tenths against tenths 3 to 5": true,
    "heap of 256 MB: RSS of the server after 10,000 uploads": true,
    "heap of 256 MB: last three tenths against tenths 3 to 5": true,
    "heap of 256 MB: uploads answered with 200": true,
    "journal record of a call": true,
    "explanation of a call": false,
  });
});

test("rate, ratio and cost are medians of the rounds, the last two of ratios within a round", () => {
  const rows = toForcedRows(createResult());
  const [rate] = rows;
  expect(rate).toMatchObject({ value: 600, bare: 1000, ratio: 0.55 });
  const cost = rows.find(({ name }) => name.includes("cost of a call"))?.value;
  expect(cost).toBeCloseTo((600 / 570 - 1) * 100);
});

test("a slow server misses its targets", () => {
  const slow = { one: run(499, 25), many: run(400), bare: run(1000) };
  const verdicts = verdictsOf(createResult({ rates: { files: 1000, rounds: [slow], manyLivezMs: 900 } }));
  expect(verdicts["forced face match, two photos of 150 kB, 4 connections"]).toBe(false);
  expect(verdicts["the same: p99"]).toBe(false);
  expect(verdicts["1,000 scenario files: cost of a call against 1 file"]).toBe(false);
});

test("memory that grows is not flat, and an upload without 200 is one too many", () => {
  const growing = [120, 140, 150, 160, 170, 180, 190, 200, 210, 220];
  const verdicts = verdictsOf(
    createResult({
      memory: { ...memory, tenthsMB: growing },
      smallHeapMemory: { ...memory, tenthsMB: [], answered: 9_999 },
    }),
  );
  expect(verdicts["last three tenths against tenths 3 to 5"]).toBe(false);
  expect(verdicts["heap of 256 MB: uploads answered with 200"]).toBe(false);
  expect(Object.keys(verdicts)).not.toContain("heap of 256 MB: RSS of the server after 10,000 uploads");
});

test("a short run and a server without explanations leave their targets open", () => {
  const short = { ...memory, uploads: 1000, answered: 1000 };
  const verdicts = verdictsOf(
    createResult({
      memory: short,
      smallHeapMemory: short,
      records: { recordBytes: 300, explainBytes: undefined },
    }),
  );
  expect(verdicts["RSS of the server after 1,000 uploads"]).toBeUndefined();
  expect(verdicts["heap of 256 MB: uploads answered with 200"]).toBeUndefined();
  expect(verdicts["explanation of a call"]).toBeUndefined();
});

test("the table shows the reference, what others reported and dashes for what was not measured", () => {
  const records = { recordBytes: 300, explainBytes: undefined };
  const lines = toForcedTable(toForcedRows(createResult({ records })))
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()));
  expect(lines[2]?.slice(2, 8)).toEqual(["calls/s", "600", "1000", "0.55", ">= 500 calls/s", "yes"]);
  expect(lines[2]?.[8]).toContain("WireMock 50");
  expect(lines.at(-1)?.slice(2, 9)).toEqual(["kB", "-", "", "", "<= 4 kB", "not measured", "WireMock 707"]);
});
