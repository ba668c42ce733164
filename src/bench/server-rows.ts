import type { ClientTimes } from "./concurrency.ts";
import { type MemoryUse, measureGrowth } from "./memory.ts";
import type { BenchResult } from "./result.ts";
import type { Row, Target } from "./row.ts";

/** Clients, start, memory and event loop, measured on a server with default options. */
export function toServerRows({ concurrency, start, memory }: BenchResult): Row[] {
  return [
    toRow("first photo after ready", "ms", concurrency.firstPhotoMs),
    ...concurrency.loads.flatMap(toClientRows),
    toRow("process start to /livez", "ms", start.livezMs, toLimit(start.livezMs, 500, "ms")),
    toRow("process start to /readyz", "ms", start.readyzMs, toLimit(start.readyzMs, 1500, "ms")),
    ...(memory === undefined ? [] : toMemoryRows(memory)),
  ];
}

function toRow(name: string, unit: Row["unit"], value: number, target?: Target): Row {
  return { name, unit, values: { native2: value }, ...(target === undefined ? {} : { target }) };
}

function toLimit(value: number, limit: number, unit: string): Target {
  return { text: `< ${limit} ${unit}`, isMet: value < limit };
}

// The issue sets its targets for four clients.
const clientsOfTargets = 4;

function toClientRows(times: ClientTimes): Row[] {
  const { clients, photosPerSecond, p50Ms, p95Ms, loopDelayP99Ms, loopDelayMaxMs } = times;
  const isTarget = clients === clientsOfTargets;
  const who = clients === 1 ? "1 client" : `${clients} clients`;
  const rate = isTarget ? { text: ">= 10 photos/s", isMet: photosPerSecond >= 10 } : undefined;
  return [
    toRow(`${who}: new photos per second`, "photos/s", photosPerSecond, rate),
    toRow(`${who}: p50`, "ms", p50Ms),
    toRow(`${who}: 95th percentile`, "ms", p95Ms),
    toRow(
      `${who}: event-loop delay p99`,
      "ms",
      loopDelayP99Ms,
      isTarget ? toLimit(loopDelayP99Ms, 20, "ms") : undefined,
    ),
    toRow(`${who}: event-loop delay, worst`, "ms", loopDelayMaxMs),
  ];
}

const photosOfTarget = 1000;
const limitMB = 450;
// Samples of a server that has reached its size differ by about this much.
const flatGrowth = 0.05;

function toMemoryRows(memory: MemoryUse): Row[] {
  const { photos, atStartMB, tenthsMB, peakMB } = memory;
  const growth = measureGrowth(memory);
  const lastMB = tenthsMB.at(-1) ?? Number.NaN;
  const isEnough = photos >= photosOfTarget;
  return [
    toRow("RSS of server and analysis process, ready", "MB", atStartMB),
    toRow(`RSS after ${photos} different photos`, "MB", lastMB, {
      text: `< ${limitMB} MB after ${photosOfTarget}`,
      isMet: isEnough ? lastMB < limitMB : undefined,
    }),
    toRow("RSS, highest sample", "MB", peakMB),
    toRow("RSS, last three tenths against tenths 3 to 5", "%", growth * 100, {
      text: `flat (<= ${flatGrowth * 100} %)`,
      isMet: isEnough ? growth <= flatGrowth : undefined,
    }),
  ];
}
