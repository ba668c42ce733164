import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { toPackagePath } from "../../src/package-root.ts";
import { createDirectory } from "../helpers/directories.ts";
import { look, report, useWatch } from "./check-all.ts";
import type { SentAnswer } from "./check-answer.ts";

/** Environment with which a Node process writes down the answers of its servers, what it wrote, and what checks it. */
export type RecordedChild = {
  readonly env: Readonly<Record<string, string>>;
  list(): SentAnswer[];
  check(): Promise<void>;
};

/** A record of the answers of one process that is about to be started. */
export function recordChild(): RecordedChild {
  const file = join(createDirectory({}), "answers.ndjson");
  const hook = pathToFileURL(toPackagePath("test/contract/record-answers.mjs")).href;
  const list = () => {
    const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
    // A process that was killed may have left half a line.
    return lines.slice(0, -1).map((line) => JSON.parse(line) as SentAnswer);
  };
  return {
    env: { NODE_OPTIONS: `--import=${hook}`, ANSWERS_FILE: file },
    list,
    async check() {
      const watch = useWatch();
      for (const answer of list()) look(answer, watch);
      await report(watch);
    },
  };
}
