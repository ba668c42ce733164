import type { Point } from "./trend.ts";

/** What was read of the server at one time; minutes count from the beginning of the measured time, below 0 in the warm-up. */
export type SoakSample = {
  readonly minutes: number;
  /** Resident memory of the server and of its analysis process, MB of 10^6 bytes. */
  readonly serverMB: number;
  readonly analysisMB: number;
  readonly heapMB: number;
  readonly buffersMB: number;
  readonly handles: number;
};

/** One value of the samples of the measured time, as a series. */
export function toSeries(
  samples: readonly SoakSample[],
  name: Exclude<keyof SoakSample, "minutes">,
): Point[] {
  return samples
    .filter(({ minutes }) => minutes >= 0)
    .map((sample) => ({ minutes: sample.minutes, value: sample[name] }));
}
