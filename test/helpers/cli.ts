import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { onTestFinished } from "vitest";
import { toPackagePath } from "../../src/package-root.ts";
import type { SentAnswer } from "../contract/check-answer.ts";
import { recordChild } from "../contract/child-answers.ts";

/** What a command left behind; `code` is null when a signal ended it. */
export type CliResult = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

export type CliSetup = { readonly env?: Readonly<Record<string, string>>; readonly cwd?: string };

/** Runs the built command line to its end, with none of this process's settings. */
export async function runCli(argv: readonly string[], setup: CliSetup = {}): Promise<CliResult> {
  return startCli(argv, setup).ended;
}

/** A command that runs on; it is killed after the test if it has not ended by then. */
export type RunningCli = {
  readonly child: ChildProcess;
  readonly ended: Promise<CliResult>;
  /** Resolves with the standard output as soon as it matches; rejects when the command ends before. */
  waitFor(pattern: RegExp): Promise<string>;
  /** What its servers answered until now; it is held against the documents after the test. */
  listAnswers(): SentAnswer[];
};

/** Starts the built command line. */
export function startCli(argv: readonly string[], { env = {}, cwd }: CliSetup = {}): RunningCli {
  const answers = recordChild();
  const child = spawn(process.execPath, [toPackagePath("dist/cli.js"), ...argv], {
    env: { PATH: process.env.PATH ?? "", ...answers.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    ...(cwd === undefined ? {} : { cwd }),
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const ended = once(child, "close").then(([code]) => ({ code: code as number | null, stdout, stderr }));
  onTestFinished(async () => {
    child.kill("SIGKILL");
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    await answers.check();
  });
  return {
    child,
    ended,
    listAnswers: () => answers.list(),
    waitFor: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (pattern.test(stdout)) resolve(stdout);
        };
        child.stdout.on("data", look);
        child.once("close", () => reject(new Error(`ended without ${pattern}: ${stdout}${stderr}`)));
        look();
      }),
  };
}

/** A server on a free port, listening but not necessarily ready, and its address. Its networks load for the first photo unless the setup says otherwise. */
export async function startServe(
  argv: readonly string[] = [],
  setup: CliSetup = {},
): Promise<RunningCli & { readonly url: string }> {
  const env = { STUNTFACE_ENGINE_LOAD: "first-photo", ...setup.env };
  const running = startCli(["serve", "--port", "0", ...argv], { ...setup, env });
  const banner = await running.waitFor(/http:\/\/[\d.]+:\d+/);
  return { ...running, url: /http:\/\/[\d.]+:\d+/.exec(banner)?.[0] ?? "" };
}
