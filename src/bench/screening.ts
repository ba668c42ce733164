import { performance } from "node:perf_hooks";
import { createFaceIndex } from "../sandbox/face-index.ts";
import { measureMedian } from "./statistics.ts";
import { createPersons, createPhotosOfOne } from "./synthetic-faces.ts";
import type { OnProgress } from "./task.ts";

/** How long one search through all enrolled faces takes, medians. */
export type ScreeningTimes = {
  readonly faces: number;
  /** Every face is another person. */
  readonly personsMs: number;
  /** Every face is a photo of the person who is looked for, so that all are near enough. */
  readonly onePersonMs: number;
};

/** What is enrolled and how often it is searched. */
export type ScreeningSize = { readonly faces: number; readonly searches: number };

// A face search answers with five matches, and at this distance two faces are hardly similar; see src/face/comparison.ts.
const search = { limit: 5, maxDistance: 0.6 };
// Photos of one person are about so far from each other.
const photoDistance = 0.4;
// The first searches run before the compiler has seen the loop.
const warmUpSearches = 10;

/** Times searches for faces that are not enrolled. */
export async function measureScreening(
  { faces, searches }: ScreeningSize,
  onProgress: OnProgress,
): Promise<ScreeningTimes> {
  const probes = warmUpSearches + searches;
  const personsMs = timeSearches(createPersons(faces + probes, 1), faces);
  onProgress(1, 2);
  const onePersonMs = timeSearches(createPhotosOfOne(faces + probes, photoDistance, 2), faces);
  onProgress(2, 2);
  return { faces, personsMs, onePersonMs };
}

/** The median of searches for the descriptors that follow the first `count`, which are enrolled. */
function timeSearches(descriptors: readonly Float32Array[], count: number): number {
  const index = createFaceIndex();
  for (const [number, descriptor] of descriptors.slice(0, count).entries())
    index.put(`face-${number}`, descriptor);
  const times = descriptors.slice(count).map((probe) => {
    const startMs = performance.now();
    index.search(probe, search);
    return performance.now() - startMs;
  });
  return measureMedian(times.slice(warmUpSearches));
}
