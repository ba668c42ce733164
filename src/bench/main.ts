import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { toPackagePath } from "../package-root.ts";
import { type BenchArguments, benchHelp, parseBenchArguments } from "./arguments.ts";
import { toDocument } from "./document.ts";
import { toForcedRows } from "./forced-rows.ts";
import { toForcedTable } from "./forced-table.ts";
import { loadMachine, toMachineNotes } from "./machine.ts";
import { toNetworkRows } from "./network-rows.ts";
import { measureRatio } from "./row.ts";
import { runBench } from "./run-bench.ts";
import { runForced } from "./run-forced.ts";
import { toScreeningRows } from "./screening-rows.ts";
import { toServerRows } from "./server-rows.ts";
import { toTable } from "./table.ts";

/** Runs the benchmark and prints what it measured. */
async function bench({ isQuick, isJson, isWritten, halves, size }: BenchArguments): Promise<void> {
  const machine = loadMachine();
  const result = halves.includes("checks") ? await runBench(size, showProgress) : undefined;
  const forced = halves.includes("forced") ? await runForced(size.forced, showProgress) : undefined;
  const rows = result ? [...toNetworkRows(result), ...toServerRows(result), ...toScreeningRows(result)] : [];
  const forcedRows = forced ? toForcedRows(forced) : [];
  const notes = [
    ...toMachineNotes(machine),
    ...(result?.networks.notes ?? []),
    ...(result?.engines.notes ?? []),
  ];
  const tables = { table: toTable(rows), forcedTable: toForcedTable(forcedRows) };
  if (isWritten) {
    const path = toPackagePath("docs/benchmarks.md");
    mkdirSync(dirname(path), { recursive: true });
    const command = `npm run bench -- ${isQuick ? "--quick " : ""}--write`;
    writeFileSync(path, toDocument({ machine, command, ...tables, notes }));
    process.stderr.write(`bench: wrote ${path}\n`);
  }
  const json = {
    machine,
    rows: rows.map((row) => ({ ...row, ratio: measureRatio(row) })),
    forcedRows,
    notes,
    result,
    forced,
  };
  const texts = [...(result ? [tables.table] : []), ...(forced ? [tables.forcedTable] : [])];
  const text = [texts.join("\n\n"), ...notes.map((note) => `- ${note}`)].join("\n");
  process.stdout.write(`${isJson ? JSON.stringify(json, null, 2) : text}\n`);
}

function showProgress(part: string, done: number, total: number): void {
  // A line for each tenth is enough for a log file as well as for a terminal.
  const isWorthALine = done === 0 || Math.floor((done * 10) / total) > Math.floor(((done - 1) * 10) / total);
  if (isWorthALine)
    process.stderr.write(done === 0 ? `bench: ${part}\n` : `bench: ${part}, ${done} of ${total}\n`);
}

try {
  const given = parseBenchArguments(process.argv.slice(2));
  if (given.isHelp) process.stdout.write(benchHelp);
  else await bench(given);
} catch (error) {
  process.stderr.write(`bench: ${(error as Error).message}\n`);
  process.exitCode = 2;
}
