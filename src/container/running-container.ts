import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { type Confinement, toConfined } from "./namespaces.ts";

/** A program in a confinement, with exactly this environment. */
export type ContainerSetup = Confinement & {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
};

/** How a container ended: the code of its first process, and what it wrote. */
export type ContainerEnd = {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** From the signal, or from the start where there was none. */
  readonly durationMs: number;
};

/** A program that runs as the first process of namespaces of its own. */
export type RunningContainer = {
  readonly written: () => { readonly stdout: string; readonly stderr: string };
  /**
   * Sends a signal to the first process, and again every so many milliseconds when told, and resolves when it is gone.
   * After ten seconds it is killed, as engines do.
   */
  stop(signal: "SIGTERM" | "SIGINT", everyMs?: number): Promise<ContainerEnd>;
  readonly ended: Promise<ContainerEnd>;
};

/** Starts a program as a container engine would. */
export function startContainer({ argv, env, ...confinement }: ContainerSetup): RunningContainer {
  const [command = "", ...rest] = toConfined(confinement, argv);
  let since = performance.now();
  const child = spawn(command, rest, { env, stdio: ["ignore", "pipe", "pipe"] });
  const written = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (text: string) => {
      written[name] += text;
    });
  const ended = once(child, "close").then(([code]) => ({
    code: code as number | null,
    ...written,
    durationMs: performance.now() - since,
  }));
  return {
    written: () => ({ ...written }),
    ended,
    async stop(signal, everyMs) {
      const first = await findFirst(child.pid ?? 0);
      since = performance.now();
      const send = (name: NodeJS.Signals) => {
        try {
          if (first !== undefined) process.kill(first, name);
        } catch {
          // It has ended meanwhile.
        }
      };
      send(signal);
      const repeater = everyMs === undefined ? undefined : setInterval(() => send(signal), everyMs);
      // With the first process of a namespace all others end.
      const killer = setTimeout(() => send("SIGKILL"), 10_000);
      const end = await ended;
      clearInterval(repeater);
      clearTimeout(killer);
      return end;
    },
  };
}

/** The process that `unshare --fork` started: the first one of the namespace. */
async function findFirst(pid: number): Promise<number | undefined> {
  for (let tries = 0; tries < 200; tries++) {
    try {
      const [first] = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
      if (first !== undefined && first !== "") return Number(first);
    } catch {
      return undefined;
    }
    await sleep(5);
  }
  return undefined;
}
