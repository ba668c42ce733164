import type { AnalyzeOptions } from "./engine.ts";
import type { FaceFacts } from "./facts.ts";

/** What the engine asks of its process. */
export type AnalysisRequest = {
  readonly id: number;
  readonly bytes: Uint8Array;
  readonly options: AnalyzeOptions;
};

/** What the process reports: notices at any time, once that it is ready or cannot be, then one answer a request. */
export type AnalysisReport =
  | { readonly kind: "notice"; readonly message: string }
  | { readonly kind: "ready"; readonly version: string }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "facts"; readonly id: number; readonly facts: FaceFacts }
  | { readonly kind: "failure"; readonly id: number; readonly failure: AnalysisFailure };

/** An error as it crosses to another process; the classes of errors do not survive the crossing. */
export type AnalysisFailure = { readonly isUnreadableImage: boolean; readonly message: string };
