import { statSync } from "node:fs";
import { listScenarioFiles } from "./load.ts";

/** A text that changes whenever a scenario file below `path` comes, goes or is written; says why when they cannot be read. */
export function toSignature(path: string): string {
  return orReason(() => listScenarioFiles(path).map(toFileSignature).join("\n"));
}

function toFileSignature(file: string): string {
  return orReason(() => {
    const { mtimeMs, ctimeMs, size, ino } = statSync(file);
    return [file, mtimeMs, ctimeMs, size, ino].join(" ");
  });
}

function orReason(read: () => string): string {
  try {
    return read();
  } catch (error) {
    return (error as Error).message;
  }
}
