import { runLoad } from "./load.ts";
import { measureResidentBytes, toMegabytes } from "./process-memory.ts";
import { sampleDuring } from "./sampling.ts";
import { startServerProcess } from "./server-process.ts";
import { measureMedians } from "./statistics.ts";
import type { OnProgress } from "./task.ts";

/** Resident megabytes (10^6 bytes) of the server and its analysis process together. */
export type MemoryUse = {
  readonly photos: number;
  /** When the networks are warm, before the first photo. */
  readonly atStartMB: number;
  /** Medians of the tenths of the load, in order. */
  readonly tenthsMB: readonly number[];
  readonly peakMB: number;
};

const sampleMs = 250;
const parts = 10;
const clients = 4;

/** Sends `count` different photos to a server of its own process; undefined where resident memory cannot be read. */
export async function measureMemory(
  photos: readonly Uint8Array[],
  count: number,
  onProgress: OnProgress,
): Promise<MemoryUse | undefined> {
  const server = await startServerProcess();
  try {
    const atStart = await measureResidentBytes(server.pid);
    if (atStart === undefined) return undefined;
    const load = { urls: [server.url], photos, count, first: 0, isRepeated: false, clients };
    const readMB = async () => toMegabytes(await measureResidentBytes(server.pid));
    const samples = await sampleDuring(readMB, sampleMs, () => runLoad(load, onProgress));
    const tenthsMB = measureMedians(samples, parts);
    return { photos: count, atStartMB: atStart / 1e6, tenthsMB, peakMB: Math.max(...samples) };
  } finally {
    await server.stop();
  }
}

/** Growth from the second quarter of the load to the last one, as a share; about 0 when memory is flat. */
export function measureGrowth({ tenthsMB }: Pick<MemoryUse, "tenthsMB">): number {
  const toMean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return toMean(tenthsMB.slice(7)) / toMean(tenthsMB.slice(2, 5)) - 1;
}
