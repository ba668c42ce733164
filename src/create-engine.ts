import { createBoundedEngine } from "./face/bounded-engine.ts";
import { createCachedEngine } from "./face/cached-engine.ts";
import type { FaceEngine } from "./face/engine.ts";
import { createMeasuredEngine } from "./face/measured-engine.ts";
import { createProcessEngine } from "./face/process-engine.ts";
import type { Options } from "./options.ts";

// Enough for 25 photos of the largest size, or for hundreds of ordinary ones.
const maxQueueBytes = 128 * 1024 * 1024;
// One is looked at while the next one is on its way to the process.
const maxUnderWay = 2;

/** Who hears what an engine does. */
export type EngineListeners = {
  readonly onNotice?: ((message: string) => void) | undefined;
  /** Seconds that the analysis of one picture took. */
  readonly onAnalysis?: (seconds: number) => void;
  /** Whether the facts of a picture were known already. */
  readonly onLookup?: (isHit: boolean) => void;
};

/** The engine that the options name, with its queue and its memory; it begins to load at once unless they say otherwise. */
export function createEngine(options: Options, listeners: EngineListeners = {}): FaceEngine {
  const { engine, engineLoad, engineThreads: threads, engineQueue: maxPictures, engineCacheBytes } = options;
  const { onNotice, onAnalysis = () => undefined, onLookup } = listeners;
  const running = createMeasuredEngine(
    createProcessEngine({ engine, threads }, onNotice, engineLoad),
    onAnalysis,
  );
  const bounded = createBoundedEngine(running, { maxPictures, maxBytes: maxQueueBytes, maxUnderWay });
  return engineCacheBytes === 0 ? bounded : createCachedEngine(bounded, engineCacheBytes, onLookup);
}
