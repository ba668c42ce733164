import { type ChildProcess, fork } from "node:child_process";
import type { PartialOptions } from "../options.ts";

/** A server in a process of its own, which ends when this process does, however that happens. */
export type ChildServer = {
  /** Base URL of the server; an https address with `tls`. */
  readonly url: string;
  /** The same over plain HTTP. */
  readonly plainUrl: string;
  /** The CA that clients must trust, as PEM; null without `tls`. */
  readonly ca: string | null;
  readonly close: () => Promise<void>;
};

/** A process that can become a server. */
export type Child = {
  /** Resolves when its program is loaded, which is most of a start; rejects when that fails. */
  readonly loaded: Promise<void>;
  /** Starts the server on a free port, once; rejects with the server's error. */
  readonly start: (options: PartialOptions) => Promise<ChildServer>;
  readonly close: () => Promise<void>;
};

/** What the process says: first that it is loaded, then how the start went. */
export type ChildMessage = "loaded" | Omit<ChildServer, "close"> | { readonly error: string };

const maxErrorText = 4000;

/** Starts a server by running `childPath`. Fake timers and mocks of the tests do not reach it, nor do the environment's `STUNTFACE_*`. */
export function startChild(childPath: string, options: PartialOptions): Promise<ChildServer> {
  return forkChild(childPath).start(options);
}

/** Begins to run `childPath`, which is to become a server. */
export function forkChild(childPath: string): Child {
  const child = fork(childPath, [], {
    env: listEnvironment(),
    execArgv: [],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let errors = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    errors = `${errors}${text}`.slice(-maxErrorText);
  });
  const ended = new Promise<never>((_, reject) => {
    const fail = (reason: string) => reject(new Error(`Stuntface could not be started: ${reason}`));
    child.once("error", ({ message }) => fail(message));
    child.once("exit", (code, signal) => fail(errors.trim() || `it ended with ${signal ?? code}.`));
  });
  ended.catch(() => undefined);
  const loaded = Promise.race([readMessage(child), ended]).then(() => undefined);
  loaded.catch(() => undefined);
  return {
    loaded,
    async start(options) {
      await loaded;
      const answer = readMessage(child);
      child.send({ ...options, port: 0 }, () => undefined);
      const message = await Promise.race([answer, ended]);
      if (typeof message === "object" && "url" in message) {
        letGo(child);
        return { ...message, close: () => end(child) };
      }
      await end(child);
      throw new Error(`Stuntface could not be started: ${message === "loaded" ? message : message.error}`);
    },
    close: () => end(child),
  };
}

function listEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("STUNTFACE_")));
}

function readMessage(child: ChildProcess): Promise<ChildMessage> {
  return new Promise((resolve) => child.once("message", (message) => resolve(message as ChildMessage)));
}

/** Nobody who has finished shall wait for the server. */
function letGo(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
  (child.stderr as { unref?: () => void } | null)?.unref?.();
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.ref();
    child.once("exit", () => resolve());
    if (child.connected) child.disconnect();
  });
}
