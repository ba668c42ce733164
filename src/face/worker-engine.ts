import type { FaceEngine } from "./engine.ts";
import { loadEngineVersion } from "./version.ts";
import { startWorkerThread, type WorkerThread } from "./worker-thread.ts";

/** The engine in a worker thread, so that the server answers while networks compute. A thread that crashed is replaced on the next call. */
export function createWorkerEngine(): FaceEngine {
  const first = startWorkerThread();
  let current: WorkerThread = first;
  let closed: Error | undefined;
  return {
    version: loadEngineVersion(),
    ready: first.ready,
    async analyze(bytes, options) {
      if (closed !== undefined) throw closed;
      if (!current.isAlive()) current = startWorkerThread();
      return current.analyze(bytes, options);
    },
    async close() {
      closed ??= new Error("The face engine is closed.");
      await current.stop(closed);
    },
  };
}
