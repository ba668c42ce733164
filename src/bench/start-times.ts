import { startServerProcess } from "./server-process.ts";
import { measureMedian } from "./statistics.ts";
import type { OnProgress } from "./task.ts";

/** Medians from the start of the process to the first 200 of each address. */
export type StartTimes = { readonly livezMs: number; readonly readyzMs: number };

/** Starts the server `count` times, one after the other. */
export async function measureStart(count: number, onProgress: OnProgress): Promise<StartTimes> {
  const livez: number[] = [];
  const readyz: number[] = [];
  for (let round = 0; round < count; round++) {
    const server = await startServerProcess();
    livez.push(server.livezMs);
    readyz.push(server.readyzMs);
    await server.stop();
    onProgress(round + 1, count);
  }
  return { livezMs: measureMedian(livez), readyzMs: measureMedian(readyz) };
}
