import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { toPackagePath } from "../package-root.ts";
import { type BenchArguments, benchHelp, parseBenchArguments } from "./arguments.ts";
import { toDocument } from "./document.ts";
import { loadMachine, toMachineNotes } from "./machine.ts";
import { toNetworkRows } from "./network-rows.ts";
import { measureRatio } from "./row.ts";
import { runBench } from "./run-bench.ts";
import { toServerRows } from "./server-rows.ts";
import { toTable } from "./table.ts";

/** Runs the benchmark and prints what it measured. */
async function bench({ isQuick, isJson, isWritten, size }: BenchArguments): Promise<void> {
  const machine = loadMachine();
  const result = await runBench(size, showProgress);
  const rows = [...toNetworkRows(result), ...toServerRows(result)];
  const notes = [...toMachineNotes(machine), ...result.networks.notes, ...result.engines.notes];
  const table = toTable(rows);
  if (isWritten) {
    const path = toPackagePath("docs/benchmarks.md");
    mkdirSync(dirname(path), { recursive: true });
    const command = `npm run bench -- ${isQuick ? "--quick " : ""}--write`;
    writeFileSync(path, toDocument({ machine, command, table, notes }));
    process.stderr.write(`bench: wrote ${path}\n`);
  }
  const json = { machine, rows: rows.map((row) => ({ ...row, ratio: measureRatio(row) })), notes, result };
  const text = [table, ...notes.map((note) => `- ${note}`)].join("\n");
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
