import type { FaceEngine } from "./face/engine.ts";
import type { Journal } from "./journal/journal.ts";
import type { CallRecord } from "./journal/record.ts";
import type { ScenarioStore } from "./scenarios/store.ts";

/** What is made once for a server and handed on. Tests replace parts of it. */
export type Services = {
  readonly engine: FaceEngine;
  readonly scenarios: ScenarioStore;
  /** Milliseconds since 1970, with fractions. */
  readonly now: () => number;
  /** A new UUID. */
  readonly createId: () => string;
  readonly journal: Journal;
  /** Hears of every answered call. */
  readonly record: (call: CallRecord) => void;
};
