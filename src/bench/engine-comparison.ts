import { startServer } from "../server.ts";
import { type CallSummary, measureCalls, runLoad } from "./load.ts";
import { type ByRuntime, type RuntimeName, runtimeTitles, toNetworkOptions } from "./runtimes.ts";
import type { OnProgress } from "./task.ts";

/** A whole check by one client, on servers that differ in the runtime only. */
export type EngineComparison = {
  readonly newPhoto: ByRuntime<CallSummary>;
  /** The same photo again. */
  readonly knownPhoto: ByRuntime<CallSummary>;
  readonly notes: readonly string[];
};

/** How many calls each server gets, and which runtimes are compared. */
export type ComparisonSize = {
  readonly names: readonly RuntimeName[];
  readonly newPhotos: number;
  readonly knownPhotos: number;
};

// The first photos after the start find caches and compilers cold.
const warmUpPhotos = 3;

/** Asks one server for each runtime about each photo in turn. */
export async function measureEngines(
  photos: readonly Uint8Array[],
  { names, newPhotos, knownPhotos }: ComparisonSize,
  onProgress: OnProgress,
): Promise<EngineComparison> {
  const notes: string[] = [];
  const servers = await Promise.all(names.map((name) => startEngine(name, (note) => notes.push(note))));
  try {
    await Promise.all(servers.map(({ ready }) => ready));
    const load = { urls: servers.map(({ url }) => url), photos, clients: 1 };
    await runLoad({ ...load, first: 0, count: warmUpPhotos, isRepeated: false });
    const fresh = { ...load, first: warmUpPhotos, count: newPhotos, isRepeated: false };
    const { calls } = await runLoad(fresh, onProgress);
    const again = await runLoad({ ...load, first: warmUpPhotos, count: knownPhotos, isRepeated: true });
    return {
      newPhoto: Object.fromEntries(names.map((name, index) => [name, measureCalls(calls[index] ?? [])])),
      knownPhoto: Object.fromEntries(
        names.map((name, index) => [name, measureCalls(again.calls[index] ?? [])]),
      ),
      notes,
    };
  } finally {
    await Promise.all(servers.map((server) => server.close()));
  }
}

async function startEngine(name: RuntimeName, onNote: (note: string) => void) {
  const { engine, threads: engineThreads } = toNetworkOptions(name);
  const onNotice = (notice: string) => onNote(`${runtimeTitles[name]}: ${notice}`);
  return startServer({ port: 0, engine, engineThreads }, { onNotice });
}
