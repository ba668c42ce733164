import { measureConcurrency } from "./concurrency.ts";
import { measureEngines } from "./engine-comparison.ts";
import { measureMemory } from "./memory.ts";
import type { NetworkTimes } from "./network-times.ts";
import { createPhotos } from "./photos.ts";
import type { BenchResult } from "./result.ts";
import { runtimeNames } from "./runtimes.ts";
import type { BenchSize } from "./size.ts";
import { measureStart } from "./start-times.ts";
import { type OnProgress, runTask } from "./task.ts";

// The document says how many photos that makes.
const variants = 3;

/** Measures everything, one thing after the other; `onProgress` hears the name of each part and how far it is. */
export async function runBench(
  size: BenchSize,
  onProgress: (part: string, done: number, total: number) => void,
): Promise<BenchResult> {
  const follow = (part: string): OnProgress => {
    onProgress(part, 0, 1);
    return (done, total) => onProgress(part, done, total);
  };
  const photos = await createPhotos(variants);
  const start = await measureStart(size.starts, follow("start"));
  const networks = await runTask<readonly Uint8Array[], NetworkTimes>(
    new URL("./network-child.js", import.meta.url),
    photos.slice(0, size.networkPhotos),
    follow("networks"),
  );
  // What could not be loaded alone cannot serve either.
  const names = runtimeNames.filter((name) => networks.medians.detector512[name] !== undefined);
  const engines = await measureEngines(photos, { names, ...size }, follow("whole checks"));
  const concurrency = await measureConcurrency(photos, size.photosPerLoad, follow("clients"));
  const memory = await measureMemory(photos, size.memoryPhotos, follow("memory"));
  return { networks, engines, concurrency, start, memory };
}
