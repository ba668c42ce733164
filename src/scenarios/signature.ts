import { statSync } from "node:fs";
import { listScenarioFiles } from "./load.ts";

/** A text that changes whenever a scenario file below `path` comes, goes or is written; says why when they cannot be read. */
export function toSignature(path: string): string {
  try {
    return listScenarioFiles(path)
      .map((file) => {
        const { mtimeMs, ctimeMs, size, ino } = statSync(file);
        return [file, mtimeMs, ctimeMs, size, ino].join(" ");
      })
      .join("\n");
  } catch (error) {
    return (error as Error).message;
  }
}
