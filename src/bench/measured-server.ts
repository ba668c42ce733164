import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** A server in a process of its own, of whatever kind. */
export type MeasuredServer = {
  readonly pid: number;
  readonly url: string;
  stop(): Promise<void>;
};

/** Starts the server of `bare-server.ts`, the reference. */
export async function startBareServer(): Promise<MeasuredServer> {
  const child = fork(fileURLToPath(new URL("./bare-child.js", import.meta.url)), [], { execArgv: [] });
  const ended = once(child, "exit");
  const [{ url }] = (await Promise.race([
    once(child, "message"),
    ended.then(() => Promise.reject(new Error("The reference server ended before it listened."))),
  ])) as [{ url: string }];
  const stop = async () => {
    child.kill("SIGKILL");
    await ended;
  };
  return { pid: child.pid ?? 0, url, stop };
}

/** Runs `work` while the processes of the other servers stand still, so that what they do when idle is not counted. */
export async function holdOthers<T>(
  others: readonly Pick<MeasuredServer, "pid">[],
  work: () => Promise<T>,
): Promise<T> {
  // Windows has no such signals.
  const signal = (name: NodeJS.Signals) => {
    if (process.platform !== "win32") for (const { pid } of others) process.kill(pid, name);
  };
  signal("SIGSTOP");
  try {
    return await work();
  } finally {
    signal("SIGCONT");
  }
}
