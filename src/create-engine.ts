import { createBoundedEngine } from "./face/bounded-engine.ts";
import { createCachedEngine } from "./face/cached-engine.ts";
import type { FaceEngine } from "./face/engine.ts";
import { createProcessEngine } from "./face/process-engine.ts";
import type { Options } from "./options.ts";

// Enough for 25 photos of the largest size, or for hundreds of ordinary ones.
const maxQueueBytes = 128 * 1024 * 1024;
// One is looked at while the next one is on its way to the process.
const maxUnderWay = 2;

/** The engine that the options name, with its queue and its memory; it begins to load at once. */
export function createEngine(options: Options, onNotice?: (message: string) => void): FaceEngine {
  const { engine, engineThreads: threads, engineQueue: maxPictures, engineCacheBytes } = options;
  const running = createProcessEngine({ engine, threads }, onNotice);
  const bounded = createBoundedEngine(running, { maxPictures, maxBytes: maxQueueBytes, maxUnderWay });
  return engineCacheBytes === 0 ? bounded : createCachedEngine(bounded, engineCacheBytes);
}
