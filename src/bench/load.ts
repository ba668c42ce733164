import { performance } from "node:perf_hooks";
import { type CallTime, createClient } from "./client.ts";
import { stampPhoto } from "./photos.ts";
import { measureMedian, measureQuantile } from "./statistics.ts";
import { type OnProgress, runTask } from "./task.ts";

/** Photos that clients send to servers, each photo to all servers before the next one, so that they share good and bad moments. */
export type Load = {
  readonly urls: readonly string[];
  readonly photos: readonly Uint8Array[];
  /** Photos to send; each is new, unless `isRepeated`. */
  readonly count: number;
  /** Number of the first photo; two loads with the same numbers send the same photos. */
  readonly first: number;
  readonly isRepeated: boolean;
  /** Calls under way at once. */
  readonly clients: number;
};

/** What the clients saw: the calls to each server in the order of `urls`, and how long all of it took. */
export type LoadTimes = { readonly calls: readonly (readonly CallTime[])[]; readonly elapsedMs: number };

/** Sends the load from a process of its own, so that the clients' work is not counted as the server's. */
export function runLoad(load: Load, onProgress: OnProgress = () => {}): Promise<LoadTimes> {
  return runTask(new URL("./load-child.js", import.meta.url), load, onProgress);
}

/** Sends the load from this process. */
export async function sendLoad(load: Load, onProgress: OnProgress): Promise<LoadTimes> {
  const { urls, photos, count, first, isRepeated, clients } = load;
  const client = createClient();
  const calls: CallTime[][] = urls.map(() => []);
  let sent = 0;
  const work = async () => {
    while (sent < count) {
      const number = sent++;
      const photo = photos[(isRepeated ? first : first + number) % photos.length] ?? new Uint8Array();
      const jpeg = stampPhoto(photo, isRepeated ? first : first + number);
      for (let turn = 0; turn < urls.length; turn++) {
        // Another server begins each time, as the one after the slowest finds the coldest caches.
        const server = (number + turn) % urls.length;
        calls[server]?.push(await client.check(urls[server] ?? "", jpeg));
      }
      onProgress(number + 1, count);
    }
  };
  const startMs = performance.now();
  await Promise.all(Array.from({ length: clients }, work));
  const elapsedMs = performance.now() - startMs;
  client.close();
  return { calls, elapsedMs };
}

/** Summary of the calls to one server, in milliseconds. */
export type CallSummary = {
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** Median of what the server spent on looking at the photo. */
  readonly engineMs: number;
};

/** Medians and 95th percentile of calls. */
export function measureCalls(calls: readonly CallTime[]): CallSummary {
  const totals = calls.map(({ totalMs }) => totalMs);
  return {
    p50Ms: measureMedian(totals),
    p95Ms: measureQuantile(totals, 0.95),
    engineMs: measureMedian(calls.map(({ engineMs }) => engineMs)),
  };
}
