import { type AnalysisProcess, startAnalysisProcess } from "./analysis-process.ts";
import type { FaceEngine } from "./engine.ts";
import type { NetworkOptions } from "./load-networks.ts";
import { loadMeasuresVersion } from "./version.ts";

/** The engine in a process of its own, so that the server answers while networks compute. A process that crashed is replaced on the next call. */
export function createProcessEngine(
  options: NetworkOptions,
  onNotice: (message: string) => void = () => {},
): FaceEngine {
  const start = () => startAnalysisProcess(options, onNotice);
  const first = start();
  let current: AnalysisProcess = first;
  let closed: Error | undefined;
  let version = `${loadMeasuresVersion()}, ${options.engine}`;
  const ready = first.ready.then((networks) => {
    version = `${loadMeasuresVersion()}, ${networks}`;
  });
  ready.catch(() => {});
  return {
    get version() {
      return version;
    },
    ready,
    async analyze(bytes, analyzeOptions) {
      if (closed !== undefined) throw closed;
      if (!current.isAlive()) current = start();
      return current.analyze(bytes, analyzeOptions);
    },
    async close() {
      closed ??= new Error("The face engine is closed.");
      await current.stop(closed);
    },
  };
}
