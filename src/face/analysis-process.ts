import { type ChildProcess, fork } from "node:child_process";
import { createRequire } from "node:module";
import type { AnalysisFailure, AnalysisReport, AnalysisRequest } from "./analysis-messages.ts";
import { type AnalyzeOptions, UnreadableImageError } from "./engine.ts";
import type { FaceFacts } from "./facts.ts";
import type { NetworkOptions } from "./load-networks.ts";

/** A process that analyses pictures. It lives until it is stopped, cannot load or crashes; then all that is pending rejects. */
export type AnalysisProcess = {
  /** Resolves with the version of the networks when they are warm. Never an unhandled rejection. */
  readonly ready: Promise<string>;
  readonly isAlive: () => boolean;
  analyze(bytes: Uint8Array, options: AnalyzeOptions): Promise<FaceFacts>;
  /** Ends the process at once; `reason` is what pending calls reject with. */
  stop(reason: Error): Promise<void>;
};

/** Starts a process; throws when its compiled file does not exist. */
export function startAnalysisProcess(
  options: NetworkOptions,
  onNotice: (message: string) => void,
): AnalysisProcess {
  const child = startChild(options);
  const pending = new Map<number, Call<FaceFacts>>();
  const warm = createCall<string>();
  warm.promise.catch(() => {});
  let end: Error | undefined;
  let nextId = 0;

  const finish = (reason: Error) => {
    end ??= reason;
    warm.reject(end);
    for (const call of pending.values()) call.reject(end);
    pending.clear();
  };
  child.on("message", (report: AnalysisReport) => {
    if (report.kind === "notice") return onNotice(report.message);
    if (report.kind === "ready") return warm.resolve(report.version);
    if (report.kind === "failed") return finish(new Error(report.message));
    const call = pending.get(report.id);
    pending.delete(report.id);
    if (report.kind === "facts") call?.resolve(report.facts);
    else call?.reject(toError(report.failure));
  });
  child.on("error", (cause) => finish(new Error(`The face engine cannot run: ${cause.message}`, { cause })));
  const ended = new Promise<void>((resolve) => {
    child.once("exit", (code, signal) => {
      finish(new Error(`The face engine's process ended with ${signal ?? `code ${code}`}.`));
      resolve();
    });
  });

  return {
    ready: warm.promise,
    isAlive: () => end === undefined,
    analyze(bytes, analyzeOptions) {
      if (end !== undefined) return Promise.reject(end);
      const call = createCall<FaceFacts>();
      const request: AnalysisRequest = { id: nextId++, bytes, options: analyzeOptions };
      pending.set(request.id, call);
      child.send(request);
      return call.promise;
    },
    async stop(reason) {
      finish(reason);
      child.kill("SIGKILL");
      if (child.pid !== undefined) await ended;
    },
  };
}

function startChild(options: NetworkOptions): ChildProcess {
  const file = createRequire(import.meta.url).resolve("#analysis-child");
  return fork(file, [JSON.stringify(options)], {
    // Flags of the parent such as --input-type or --inspect are not meant for this process.
    execArgv: ["--expose-gc"],
    serialization: "advanced",
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    // glibc's own settings would keep an arena for each thread and freed blocks of up to 32 MB: 285 MB instead of 205
    // with loaded networks.
    env: { ...process.env, MALLOC_ARENA_MAX: "2", MALLOC_MMAP_THRESHOLD_: "131072" },
  });
}

type Call<T> = {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: Error) => void;
};

// Promise.withResolvers() is newer than Node 20.
function createCall<T>(): Call<T> {
  let resolve: (value: T) => void = () => {};
  let reject: (reason: Error) => void = () => {};
  const promise = new Promise<T>((onValue, onReason) => {
    resolve = onValue;
    reject = onReason;
  });
  return { promise, resolve, reject };
}

function toError({ isUnreadableImage, message }: AnalysisFailure): Error {
  return isUnreadableImage ? new UnreadableImageError(message) : new Error(message);
}
