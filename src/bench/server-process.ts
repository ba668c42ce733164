import { type ChildProcess, spawn } from "node:child_process";
import { performance } from "node:perf_hooks";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { toPackagePath } from "../package-root.ts";

/** A server as a user starts it, in a process of its own. */
export type ServerProcess = {
  readonly pid: number;
  readonly url: string;
  /** Milliseconds from the start of the process to the first 200. */
  readonly livezMs: number;
  readonly readyzMs: number;
  stop(): Promise<void>;
};

const pollMs = 5;

/** Starts `stuntface serve` on a free port and waits until it is ready; rejects when it ends before. */
export async function startServerProcess(): Promise<ServerProcess> {
  const startMs = performance.now();
  const child = spawn(
    process.execPath,
    [toPackagePath("dist/cli.js"), "serve", "--port", "0", "--log", "json"],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  try {
    const url = await waitForUrl(child);
    await waitForOk(`${url}/livez`, child);
    const livezMs = performance.now() - startMs;
    await waitForOk(`${url}/readyz`, child);
    const readyzMs = performance.now() - startMs;
    const stop = async () => {
      child.kill("SIGTERM");
      await ended;
    };
    return { pid: child.pid ?? 0, url, livezMs, readyzMs, stop };
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  }
}

async function waitForUrl(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error("The server has no standard output.");
  const lines = createInterface(child.stdout);
  const url = await new Promise<string>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`The server ended with ${code} before it listened.`)));
    lines.once("line", (line) => {
      const { url: found } = JSON.parse(line) as { url?: string };
      if (found === undefined) reject(new Error(`The server said ${line}`));
      else resolve(found);
    });
  });
  lines.on("line", () => {});
  return url;
}

async function waitForOk(url: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null && child.signalCode === null) {
    const response = await fetch(url);
    const text = await response.text();
    if (response.ok) return;
    if (text.includes("failed")) throw new Error(`${url} answers ${text}`);
    await sleep(pollMs);
  }
  throw new Error(`The server ended before ${url} answered 200.`);
}
