import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import { type AnalyzeOptions, UnreadableImageError } from "./engine.ts";
import type { FaceFacts } from "./facts.ts";
import type { WorkerFailure, WorkerReport, WorkerRequest } from "./worker-messages.ts";

/** One thread that analyses pictures. It lives until it is stopped, cannot load or crashes; then all that is pending rejects. */
export type WorkerThread = {
  /** Resolves when the thread is warm. Never an unhandled rejection. */
  readonly ready: Promise<void>;
  readonly isAlive: () => boolean;
  analyze(bytes: Uint8Array, options: AnalyzeOptions): Promise<FaceFacts>;
  /** Ends the thread at once; `reason` is what pending calls reject with. */
  stop(reason: Error): Promise<void>;
};

/** Starts a thread; throws when the compiled worker file does not exist. */
export function startWorkerThread(): WorkerThread {
  const file = createRequire(import.meta.url).resolve("#face-worker");
  // Flags of the parent such as --input-type would keep the worker from starting.
  const worker = new Worker(file, { execArgv: [] });
  const pending = new Map<number, Call<FaceFacts>>();
  const warm = createCall<void>();
  warm.promise.catch(() => {});
  let end: Error | undefined;
  let nextId = 0;

  const finish = (reason: Error) => {
    end ??= reason;
    warm.reject(end);
    for (const call of pending.values()) call.reject(end);
    pending.clear();
  };
  const settle = (report: WorkerReport) => {
    if (report.kind === "ready") return warm.resolve();
    const call = pending.get(report.id);
    pending.delete(report.id);
    if (report.kind === "facts") call?.resolve(report.facts);
    else call?.reject(toError(report.failure));
  };
  worker.on("message", settle);
  worker.on("error", (cause) => finish(toCrash(cause)));
  worker.on("exit", (code) => finish(new Error(`The face engine's thread ended with code ${code}.`)));

  return {
    ready: warm.promise,
    isAlive: () => end === undefined,
    analyze(bytes, options) {
      if (end !== undefined) return Promise.reject(end);
      const call = createCall<FaceFacts>();
      const id = nextId++;
      pending.set(id, call);
      // A view would take the whole buffer behind it along, so the bytes are copied and the copy is moved.
      const request: WorkerRequest = { id, bytes: new Uint8Array(bytes), options };
      worker.postMessage(request, [request.bytes.buffer as ArrayBuffer]);
      return call.promise;
    },
    async stop(reason) {
      finish(reason);
      await worker.terminate();
    },
  };
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

function toError({ isUnreadableImage, message }: WorkerFailure): Error {
  return isUnreadableImage ? new UnreadableImageError(message) : new Error(message);
}

function toCrash(cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Error(`The face engine's thread failed: ${reason}`, { cause });
}
