import { performance } from "node:perf_hooks";
import type { FaceEngine } from "./engine.ts";

/** The engine with a clock: `observe` hears how many seconds each analysis took that gave facts. */
export function createMeasuredEngine(engine: FaceEngine, observe: (seconds: number) => void): FaceEngine {
  return {
    get version() {
      return engine.version;
    },
    ready: engine.ready,
    async analyze(bytes, options) {
      const startMs = performance.now();
      const facts = await engine.analyze(bytes, options);
      observe((performance.now() - startMs) / 1000);
      return facts;
    },
    close: () => engine.close(),
  };
}
