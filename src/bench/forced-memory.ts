import type { StampedForms } from "./forced-form.ts";
import { measureSplitMemory } from "./process-memory.ts";
import { sampleDuring } from "./sampling.ts";
import { withScenarioServer } from "./scenario-server.ts";
import { measureMedians } from "./statistics.ts";
import type { OnProgress } from "./task.ts";
import { runUploads } from "./uploads.ts";

/** Resident megabytes (10^6 bytes) while a server answers forced calls. */
export type ForcedMemory = {
  readonly uploads: number;
  /** How many of them were answered with 200. */
  readonly answered: number;
  /** The server itself: medians of the tenths of the load, in order; empty where memory cannot be read. */
  readonly tenthsMB: readonly number[];
  readonly peakMB: number;
  /** Its analysis process, which has nothing to do, in the last tenth. */
  readonly analysisMB: number;
};

const sampleMs = 200;
const parts = 10;

/** Sends `uploads` face matches with new photos to a server whose Node gets the flags `node`. */
export function measureForcedMemory(
  forms: StampedForms,
  uploads: number,
  node: readonly string[],
  onProgress: OnProgress,
): Promise<ForcedMemory> {
  return withScenarioServer(1, node, async ({ pid, url }) => {
    let answered = 0;
    const samples = await sampleDuring(
      () => measureSplitMemory(pid),
      sampleMs,
      async () => {
        ({ answered } = await runUploads({ url, forms, first: 0, count: uploads, warmUp: 0 }, onProgress));
      },
    );
    const own = samples.map(({ ownMB }) => ownMB);
    return {
      uploads,
      answered,
      tenthsMB: own.length < parts ? [] : measureMedians(own, parts),
      peakMB: Math.max(...own),
      analysisMB:
        measureMedians(
          samples.map(({ childrenMB }) => childrenMB),
          parts,
        ).at(-1) ?? Number.NaN,
    };
  });
}
