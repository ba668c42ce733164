import type { FaceEngine } from "./face/engine.ts";
import type { ScenarioStore } from "./scenarios/store.ts";

/** One answered call, for the log. Holds no pixels and no keys. */
export type CallRecord = {
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly outcome: "real" | "overlay" | "error";
  readonly scenario: string;
  readonly durationMs: number;
  /** Why the server itself failed; only with a 500. */
  readonly error?: string;
};

/** What is made once for a server and handed on. Tests replace parts of it. */
export type Services = {
  readonly engine: FaceEngine;
  readonly scenarios: ScenarioStore;
  /** Milliseconds since 1970, with fractions. */
  readonly now: () => number;
  /** A new UUID. */
  readonly createId: () => string;
  readonly record: (call: CallRecord) => void;
};
