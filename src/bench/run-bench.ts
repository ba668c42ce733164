import { measureConcurrency } from "./concurrency.ts";
import { measureEngines } from "./engine-comparison.ts";
import { follow, type OnPart } from "./follow.ts";
import { measureMemory } from "./memory.ts";
import type { NetworkTimes } from "./network-times.ts";
import { createPhotos } from "./photos.ts";
import type { BenchResult } from "./result.ts";
import { runtimeNames } from "./runtimes.ts";
import type { ScreeningSize, ScreeningTimes } from "./screening.ts";
import type { BenchSize } from "./size.ts";
import { measureStart } from "./start-times.ts";
import { runTask } from "./task.ts";

// The document says how many photos that makes.
const variants = 3;

/** Measures the checks, one thing after the other; `onPart` hears the name of each part and how far it is. */
export async function runBench(size: BenchSize, onPart: OnPart): Promise<BenchResult> {
  const photos = await createPhotos(variants);
  const start = await measureStart(size.starts, follow("start", onPart));
  const networks = await runTask<readonly Uint8Array[], NetworkTimes>(
    new URL("./network-child.js", import.meta.url),
    photos.slice(0, size.networkPhotos),
    follow("networks", onPart),
  );
  // What could not be loaded alone cannot serve either.
  const names = runtimeNames.filter((name) => networks.medians.detector512[name] !== undefined);
  const engines = await measureEngines(photos, { names, ...size }, follow("whole checks", onPart));
  const concurrency = await measureConcurrency(photos, size.photosPerLoad, follow("clients", onPart));
  const screening = await runTask<ScreeningSize, ScreeningTimes>(
    new URL("./screening-child.js", import.meta.url),
    { faces: size.enrolledFaces, searches: size.searches },
    follow("screening", onPart),
  );
  const memory = await measureMemory(photos, size.memoryPhotos, follow("memory", onPart));
  return { networks, engines, concurrency, screening, start, memory };
}
