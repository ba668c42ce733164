import { type ChildProcess, fork } from "node:child_process";
import type { PartialOptions } from "../options.ts";

/** A server in a process of its own, which ends when this process does, however that happens. */
export type ChildServer = {
  /** Base URL of the server. */
  readonly url: string;
  readonly close: () => Promise<void>;
};

/** What the process says when its server listens or cannot be started. */
export type ChildMessage = { readonly url: string } | { readonly error: string };

const maxErrorText = 4000;

/**
 * Starts a server on a free port by running `childPath`. Fake timers and mocks of the tests do not reach it. The environment's
 * `STUNTFACE_*` are not handed on. Rejects with the server's error.
 */
export async function startChild(childPath: string, options: PartialOptions): Promise<ChildServer> {
  const child = fork(childPath, [], {
    env: listEnvironment(),
    execArgv: [],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  const url = await readUrl(child, options);
  // Nobody who has finished shall wait for the server.
  child.unref();
  child.channel?.unref();
  (child.stderr as { unref?: () => void } | null)?.unref?.();
  return { url, close: () => end(child) };
}

function listEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("STUNTFACE_")));
}

function readUrl(child: ChildProcess, options: PartialOptions): Promise<string> {
  let errors = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    errors = `${errors}${text}`.slice(-maxErrorText);
  });
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => reject(new Error(`Stuntface could not be started: ${reason}`));
    child.once("error", ({ message }) => fail(message));
    child.once("exit", (code, signal) => fail(errors.trim() || `it ended with ${signal ?? code}.`));
    child.once("message", (message: ChildMessage) => {
      if ("url" in message) resolve(message.url);
      else fail(message.error);
    });
    child.send({ ...options, port: 0 }, () => undefined);
  });
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.ref();
    child.once("exit", () => resolve());
    if (child.connected) child.disconnect();
  });
}
