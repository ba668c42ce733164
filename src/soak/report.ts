import { toMarkdownTable } from "../bench/markdown-table.ts";
import { measureMedian } from "../bench/statistics.ts";
import type { SoakResult } from "./run-soak.ts";
import { type SoakSample, toSeries } from "./samples.ts";
import type { SoakCheck } from "./verdict.ts";

/** What a run came to: requirements, memory over time, traffic and failures. */
export function toSoakReport(result: SoakResult, checks: readonly SoakCheck[]): string {
  const { traffic } = result;
  return [
    toMarkdownTable(
      [
        { title: "", isNumber: false },
        { title: "measured", isNumber: false },
        { title: "limit", isNumber: false },
        { title: "met", isNumber: false },
      ],
      checks.map(({ name, measured, limit, isMet }) => [
        name,
        measured,
        limit,
        isMet === undefined ? "not measured" : isMet ? "yes" : "NO",
      ]),
    ),
    toMemoryTable(result),
    `Event loop delay of the server: median ${result.delayP50Ms.toFixed(1)} ms, p99 ${result.delayP99Ms.toFixed(1)} ms, worst ${result.delayMaxMs.toFixed(0)} ms; p99 of the part in which it computed itself ${result.ownDelayP99Ms.toFixed(1)} ms; p99 of an idle process beside it ${result.idleDelayP99Ms.toFixed(1)} ms. Load average of the machine ${result.loadAverage.toFixed(1)}; the server computed for ${result.computedSeconds.toFixed(0)} s.`,
    `Actions: ${toCounts(traffic.actions)}. Webhooks received: ${result.webhooks}.`,
    `Answers by status: ${toCounts(traffic.statuses)}.`,
    ...(traffic.failures.length === 0
      ? []
      : [["Failed:", ...traffic.failures.map((text) => `- ${text}`)].join("\n")]),
  ].join("\n\n");
}

const parts = 10;

/** Medians of the tenths of the measured time. */
function toMemoryTable({ samples, minutes }: SoakResult): string {
  const names = ["serverMB", "analysisMB", "heapMB", "buffersMB", "handles"] as const;
  const titles = ["server RSS, MB", "analysis RSS, MB", "heap, MB", "buffers, MB", "handles"];
  const warm = samples.filter((sample) => sample.minutes < 0);
  const rows = Array.from({ length: parts }, (_, part) => {
    const from = (minutes * part) / parts;
    const within = samples.filter((sample) => isWithin(sample, from, from + minutes / parts));
    return [`minute ${from.toFixed(1)}`, ...names.map((name) => toCell(toSeries(within, name)))];
  });
  const warmRow = [
    "warm-up",
    ...names.map((name) => toCell(warm.map((sample) => ({ value: sample[name] })))),
  ];
  const columns = ["", ...titles].map((title, index) => ({ title, isNumber: index > 0 }));
  return toMarkdownTable(columns, [warmRow, ...rows]);
}

function isWithin({ minutes }: SoakSample, from: number, to: number): boolean {
  return minutes >= from && minutes < to;
}

function toCell(points: readonly { readonly value: number }[]): string {
  return points.length === 0 ? "-" : measureMedian(points.map(({ value }) => value)).toFixed(0);
}

function toCounts(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(", ");
}
