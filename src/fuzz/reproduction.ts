import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FuzzCase } from "./case.ts";
import { toWireBytes, type WireRequest } from "./wire.ts";

/** The command that runs one case again. */
export function toReplayCommand({ kind, number }: Pick<FuzzCase, "kind" | "number">, seed: string): string {
  return `npm run fuzz -- --seed ${JSON.stringify(seed)} --only ${kind} --case ${number}`;
}

/** Writes what reproduces a failure into the folder: the bytes of the smallest request, and a text; returns the path of the text. */
export function writeReproduction(
  folder: string,
  given: FuzzCase,
  seed: string,
  smallest: WireRequest,
  problems: readonly string[],
): string {
  mkdirSync(folder, { recursive: true });
  const name = join(folder, `${given.kind}-${given.number}`);
  writeFileSync(`${name}.http`, toWireBytes(smallest));
  const text = [
    `Case ${given.number} of ${given.kind}, seed ${seed}: ${given.steps.join(", ")}.`,
    "",
    ...problems,
    "",
    `Again: ${toReplayCommand(given, seed)}`,
    `By hand: nc HOST PORT < ${given.kind}-${given.number}.http`,
    `The request has ${toWireBytes(given.request).length} bytes, the one in the file ${toWireBytes(smallest).length}.`,
    "",
  ];
  writeFileSync(`${name}.txt`, text.join("\n"));
  return `${name}.txt`;
}
