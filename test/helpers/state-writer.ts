import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";
import { toPackagePath } from "../../src/package-root.ts";

/** A process that saves documents in a data file; see state-writer.mjs. */
export type StateWriter = {
  readonly child: ChildProcess;
  /** Keys of documents whose saving was acknowledged so far. */
  readonly acknowledged: string[];
  /** Keys and reasons of those that were rejected. */
  readonly rejected: string[];
  /** Resolves with the first line that matches, or undefined when the process ends without. */
  waitFor(pattern: RegExp): Promise<string | undefined>;
  /** Resolves when the process has ended and all it wrote was read. */
  readonly ended: Promise<void>;
};

/** What a writer does. */
export type WriterSetup = {
  readonly count: number;
  readonly prefix: string;
  readonly textLength?: number;
  /** Greatest size of a file, in blocks of 512 bytes. */
  readonly maxBlocks?: number;
};

/** Starts a writer; it is killed after the test if it has not ended by then. */
export function startStateWriter(file: string, setup: WriterSetup): StateWriter {
  const { count, prefix, textLength = 1000, maxBlocks } = setup;
  const script = toPackagePath("test/helpers/state-writer.mjs");
  const argv = [process.execPath, script, file, `${count}`, prefix, `${textLength}`];
  const limited = ["/bin/sh", "-c", `ulimit -f ${maxBlocks}; exec "$@"`, "sh", ...argv];
  const [command = "", ...rest] = maxBlocks === undefined ? argv : limited;
  const child = spawn(command, rest, { stdio: ["pipe", "pipe", "inherit"] });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const acknowledged: string[] = [];
  const rejected: string[] = [];
  const others: string[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on("line", (line) => {
    if (line.startsWith("+")) acknowledged.push(line.slice(1));
    else if (line.startsWith("-")) rejected.push(line.slice(1));
    else others.push(line);
  });
  const ended = Promise.all([once(child, "exit"), once(lines, "close")]).then(() => undefined);
  return {
    child,
    acknowledged,
    rejected,
    ended,
    waitFor: (pattern) =>
      new Promise((resolve) => {
        const look = () => {
          const found = [...others, ...acknowledged].find((line) => pattern.test(line));
          if (found !== undefined) resolve(found);
        };
        lines.on("line", look);
        lines.once("close", () => resolve(undefined));
        look();
      }),
  };
}
