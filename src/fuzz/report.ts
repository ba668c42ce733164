import { toMarkdownTable } from "../bench/markdown-table.ts";
import type { ServerUse } from "./fuzzed-server.ts";
import type { FuzzResult } from "./run-fuzz.ts";

const columns = [
  { title: "", isNumber: false },
  { title: "cases", isNumber: true },
  { title: "requests", isNumber: true },
  { title: "found", isNumber: true },
  { title: "cases by status", isNumber: false },
];

/** What a run came to: a table, the server's use of memory, and every failure. */
export function toReport({ results, clients, failures }: FuzzResult, use: ServerUse | undefined): string {
  const rows = results.map(({ kind, cases, requests, failures: found, statuses }) => [
    kind,
    String(cases),
    String(requests),
    String(found.length),
    Object.entries(statuses)
      .map(([status, count]) => `${status}: ${count}`)
      .join(", "),
  ]);
  return [
    ...(rows.length > 0 ? [toMarkdownTable(columns, rows)] : []),
    ...(clients > 0 ? [`Slow and leaving clients: ${clients}.`] : []),
    ...(use ? [toUse(use)] : []),
    ...(failures.length === 0 ? ["Nothing found."] : ["Found:", ...failures.map((text) => `- ${text}`)]),
  ].join("\n\n");
}

function toUse({ startMB, peakMB, analysisPeakMB, analysisRestarts }: ServerUse): string {
  const start = startMB === undefined ? "unknown" : `${startMB.toFixed(0)} MB`;
  return `Memory of the server: ${start} at start, ${peakMB.toFixed(0)} MB at most; of the analysis process ${analysisPeakMB.toFixed(0)} MB at most; the analysis process was replaced ${analysisRestarts} times.`;
}
