import type { AnalyzeOptions } from "./engine.ts";
import type { FaceFacts } from "./facts.ts";

/** What the engine asks of its worker thread. */
export type WorkerRequest = {
  readonly id: number;
  readonly bytes: Uint8Array;
  readonly options: AnalyzeOptions;
};

/** What the worker thread reports: once that it is warm, then one answer a request. */
export type WorkerReport =
  | { readonly kind: "ready" }
  | { readonly kind: "facts"; readonly id: number; readonly facts: FaceFacts }
  | { readonly kind: "failure"; readonly id: number; readonly failure: WorkerFailure };

/** An error as it crosses the thread; the classes of errors do not survive the crossing. */
export type WorkerFailure = { readonly isUnreadableImage: boolean; readonly message: string };
