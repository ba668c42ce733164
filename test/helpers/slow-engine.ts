import type { FaceEngine } from "../../src/face/engine.ts";
import type { FaceFacts } from "../../src/face/facts.ts";
import { createFacts } from "./facts.ts";

/** An engine that looks at a picture until the test says how it ends. */
export type SlowEngine = FaceEngine & {
  readonly signals: (AbortSignal | undefined)[];
  /** Ends the oldest analysis under way. */
  finish(result?: FaceFacts | Error): Promise<void>;
};

/** Notes every call that reaches it. */
export function createSlowEngine(): SlowEngine {
  const endings: ((result: FaceFacts | Error) => void)[] = [];
  const signals: (AbortSignal | undefined)[] = [];
  return {
    version: "slow",
    ready: Promise.resolve(),
    signals,
    analyze(_bytes, { signal }) {
      signals.push(signal);
      return new Promise((resolve, reject) =>
        endings.push((result) => (result instanceof Error ? reject(result) : resolve(result))),
      );
    },
    async finish(result = createFacts()) {
      await new Promise(setImmediate);
      endings.shift()?.(result);
      await new Promise(setImmediate);
    },
    async close() {},
  };
}
