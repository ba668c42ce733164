import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { onTestFinished } from "vitest";

/** How a program of the test ended. */
export type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

/** A program that runs on; it is killed after the test. */
export type Running = {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves with the first match in the standard output; rejects when the program ends before. */
  waitFor(pattern: RegExp): Promise<RegExpExecArray>;
};

/** Starts a program with none of this process's settings but its path and npm's. */
export function start(
  command: string,
  argv: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Running {
  const kept = Object.entries(process.env).filter(([name]) =>
    /^(PATH|HOME|TMPDIR|npm_config_cache)$/.test(name),
  );
  const child = spawn(command, argv, {
    cwd,
    env: { ...Object.fromEntries(kept), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const written = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (text: string) => {
      written[name] += text;
    });
  const ended = once(child, "close").then(([code]) => ({ code: code as number | null, ...written }));
  return {
    child,
    ended,
    waitFor: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(written.stdout);
          if (match) resolve(match);
        };
        child.stdout.on("data", look);
        child.once("close", () =>
          reject(new Error(`ended without ${pattern}: ${written.stdout}${written.stderr}`)),
        );
        look();
      }),
  };
}
