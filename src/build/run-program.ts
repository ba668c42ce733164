import { spawn } from "node:child_process";
import { once } from "node:events";

/** Where and with what a program runs; without `env` with this process's. */
export type RunSetup = { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> };

/** Runs a program to its end and returns its standard output; rejects with all it wrote when it fails. */
export async function runProgram(
  [command = "", ...argv]: readonly string[],
  setup: RunSetup = {},
): Promise<string> {
  const child = spawn(command, argv, { ...setup, stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let all = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    all += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    all += text;
  });
  const [code, signal] = await once(child, "close");
  if (code !== 0)
    throw new Error(
      `${[command, ...argv].join(" ").slice(0, 300)} ended with ${signal ?? code}:\n${all.trim()}`,
    );
  return stdout;
}
