import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { performance } from "node:perf_hooks";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { toPackagePath } from "../package-root.ts";
import type { MeasuredServer } from "./measured-server.ts";

/** A server as a user starts it, in a process of its own. */
export type ServerProcess = MeasuredServer & {
  /** Milliseconds from the start of the process to the first 200. */
  readonly livezMs: number;
  readonly readyzMs: number;
  /** How the process ended; undefined while it runs. */
  readonly readEnd: () => string | undefined;
};

/** What a server is started with: options of `stuntface serve`, flags of Node, and who hears what it says of errors. */
export type ServerFlags = {
  readonly options?: readonly string[];
  readonly node?: readonly string[];
  /** Without it standard error is passed on. */
  readonly onError?: (text: string) => void;
  /** Hears what the process writes to its file descriptor 3. */
  readonly onReport?: (text: string) => void;
};

const pollMs = 5;

/** Starts `stuntface serve` on a free port and waits until it is ready; rejects when it ends before. */
export async function startServerProcess({
  options = [],
  node = [],
  onError,
  onReport,
}: ServerFlags = {}): Promise<ServerProcess> {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const serve = [toPackagePath("dist/cli.js"), "serve", "--port", String(port), "--log", "silent"];
  const startMs = performance.now();
  const child = spawn(process.execPath, [...node, ...serve, ...options], {
    stdio: ["ignore", "ignore", onError ? "pipe" : "inherit", ...(onReport ? ["pipe" as const] : [])],
  });
  if (onError) child.stderr?.setEncoding("utf8").on("data", onError);
  if (onReport) (child.stdio[3] as Readable | undefined)?.setEncoding("utf8").on("data", onReport);
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  try {
    await waitForPort(port, child);
    await waitForOk(`${url}/livez`, child);
    const livezMs = performance.now() - startMs;
    await waitForOk(`${url}/readyz`, child);
    const readyzMs = performance.now() - startMs;
    const stop = async () => {
      child.kill("SIGTERM");
      await ended;
    };
    const readEnd = () =>
      child.exitCode === null && child.signalCode === null
        ? undefined
        : (child.signalCode ?? `code ${child.exitCode}`);
    return { pid: child.pid ?? 0, url, livezMs, readyzMs, readEnd, stop };
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  }
}

/** A silent server does not tell its port, so it is told one. */
async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** Resolves as soon as connections are accepted; a refused fetch would take much more from the processors that the server starts on. */
async function waitForPort(port: number, child: ChildProcess): Promise<void> {
  while (child.exitCode === null && child.signalCode === null) {
    const socket = connect(port, "127.0.0.1");
    const isOpen = await once(socket, "connect").then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isOpen) return;
    await sleep(pollMs);
  }
  throw new Error("The server ended before it listened.");
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
