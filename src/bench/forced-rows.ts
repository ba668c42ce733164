import type { ForcedMemory } from "./forced-memory.ts";
import { type ForcedRates, type ForcedRun, measureRounds } from "./forced-rates.ts";
import type { ForcedRecords } from "./forced-records.ts";
import { measureGrowth } from "./memory.ts";
import type { Target } from "./row.ts";
import { type ForcedResult, smallHeapMB } from "./run-forced.ts";

/** One line of the table of forced outcomes. */
export type ForcedRow = {
  readonly name: string;
  readonly unit: "calls/s" | "ms" | "%" | "MB" | "calls" | "kB";
  /** Undefined where this server cannot be asked. */
  readonly value: number | undefined;
  /** The same of the reference, a bare Fastify. */
  readonly bare?: number;
  /** This server's value as a multiple of the reference's, the median of the rounds. */
  readonly ratio?: number;
  readonly target?: Target;
  /** Figures of other servers as they were reported; nothing here measures them. */
  readonly others?: string;
};

/** Rate, cost of many scenario files, memory and length of reports. */
export function toForcedRows({ rates, memory, smallHeapMemory, records }: ForcedResult): ForcedRow[] {
  const heap = `heap of ${smallHeapMB} MB: `;
  return [
    ...toRateRows(rates),
    ...toManyFilesRows(rates),
    toAnsweredRow("", memory),
    ...toMemoryRows("", memory),
    { ...toAnsweredRow(heap, smallHeapMemory), others: "WireMock 241" },
    ...toMemoryRows(heap, smallHeapMemory),
    ...toRecordRows(records),
  ];
}

function toCount(count: number): string {
  return count.toLocaleString("en");
}

const leastCallsPerSecond = 500;
const mostP99Ms = 25;

function toRateRows(rates: ForcedRates): ForcedRow[] {
  const compare = (read: (run: ForcedRun) => number) => ({
    value: measureRounds(rates, ({ one }) => read(one)),
    bare: measureRounds(rates, ({ bare }) => read(bare)),
    ratio: measureRounds(rates, ({ one, bare }) => read(one) / read(bare)),
  });
  const rate = compare(({ callsPerSecond }) => callsPerSecond);
  const p99 = compare(({ p99Ms }) => p99Ms);
  return [
    {
      name: "forced face match, two photos of 150 kB, 4 connections",
      unit: "calls/s",
      ...rate,
      target: { text: `>= ${leastCallsPerSecond} calls/s`, isMet: rate.value >= leastCallsPerSecond },
      others: "WireMock 50, Mockoon 80, Prism 5, bare Fastify 800",
    },
    { name: "the same: p50", unit: "ms", ...compare(({ p50Ms }) => p50Ms) },
    {
      name: "the same: p99",
      unit: "ms",
      ...p99,
      target: { text: `< ${mostP99Ms} ms`, isMet: p99.value < mostP99Ms },
    },
  ];
}

const mostFilesCost = 0.1;
const filesOfTarget = 1000;

function toManyFilesRows(rates: ForcedRates): ForcedRow[] {
  const files = toCount(rates.files);
  const cost = measureRounds(rates, ({ one, many }) => one.callsPerSecond / many.callsPerSecond - 1);
  return [
    {
      name: `${files} scenario files: rate`,
      unit: "calls/s",
      value: measureRounds(rates, ({ many }) => many.callsPerSecond),
    },
    {
      name: `${files} scenario files: cost of a call against 1 file`,
      unit: "%",
      value: cost * 100,
      target: {
        text: `< ${mostFilesCost * 100} % with ${toCount(filesOfTarget)}`,
        isMet: rates.files >= filesOfTarget ? cost < mostFilesCost : undefined,
      },
    },
    { name: `${files} scenario files: process start to /livez`, unit: "ms", value: rates.manyLivezMs },
  ];
}

const uploadsOfTarget = 10_000;

function toAnsweredRow(prefix: string, { uploads, answered }: ForcedMemory): ForcedRow {
  const isMet = answered < uploads ? false : uploads >= uploadsOfTarget ? true : undefined;
  return {
    name: `${prefix}uploads answered with 200`,
    unit: "calls",
    value: answered,
    target: { text: `all ${toCount(uploadsOfTarget)}`, isMet },
  };
}

const limitMB = 400;
// As for the other measure of memory.
const flatGrowth = 0.05;

function toMemoryRows(prefix: string, { uploads, tenthsMB, analysisMB }: ForcedMemory): ForcedRow[] {
  const [earlyMB, lastMB] = [tenthsMB[1], tenthsMB.at(-1)];
  if (earlyMB === undefined || lastMB === undefined) return [];
  const growth = measureGrowth({ tenthsMB });
  const [early, all] = [toCount(uploads / 10), toCount(uploads)];
  const isEnough = uploads >= uploadsOfTarget;
  return [
    { name: `${prefix}RSS of the server after ${early} uploads`, unit: "MB", value: earlyMB },
    {
      name: `${prefix}RSS of the server after ${all} uploads`,
      unit: "MB",
      value: lastMB,
      target: { text: `< ${limitMB} MB`, isMet: isEnough ? lastMB < limitMB : undefined },
    },
    {
      name: `${prefix}growth from ${early} to ${all} uploads`,
      unit: "%",
      value: (lastMB / earlyMB - 1) * 100,
    },
    {
      name: `${prefix}last three tenths against tenths 3 to 5`,
      unit: "%",
      value: growth * 100,
      target: {
        text: `flat (<= ${flatGrowth * 100} %)`,
        isMet: isEnough ? growth <= flatGrowth : undefined,
      },
    },
    { name: `${prefix}RSS of the analysis process, which waits`, unit: "MB", value: analysisMB },
  ];
}

const mostRecordKB = 2;
const mostExplainKB = 4;

function toRecordRows({ recordBytes, explainBytes }: ForcedRecords): ForcedRow[] {
  const toRow = (name: string, bytes: number | undefined, mostKB: number, others: string): ForcedRow => ({
    name,
    unit: "kB",
    value: bytes === undefined ? undefined : bytes / 1000,
    others,
    target: { text: `<= ${mostKB} kB`, isMet: bytes === undefined ? undefined : bytes <= mostKB * 1000 },
  });
  return [
    toRow("journal record of a call", recordBytes, mostRecordKB, "WireMock 1,750"),
    toRow("explanation of a call", explainBytes, mostExplainKB, "WireMock 707"),
  ];
}
