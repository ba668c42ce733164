import { type AnalysisProcess, startAnalysisProcess } from "./analysis-process.ts";
import type { FaceEngine } from "./engine.ts";
import type { NetworkOptions } from "./load-networks.ts";
import { loadMeasuresVersion } from "./version.ts";

/** When the process starts: at once, or for the first picture; the engine then counts as ready before. */
export type EngineLoad = "start" | "first-photo";

/** The engine in a process of its own, so that the server answers while networks compute. A process that crashed is replaced on the next call. */
export function createProcessEngine(
  options: NetworkOptions,
  onNotice: (message: string) => void = () => {},
  load: EngineLoad = "start",
): FaceEngine {
  let current: AnalysisProcess | undefined;
  let closed: Error | undefined;
  let version = `${loadMeasuresVersion()}, ${options.engine}`;
  const start = () => {
    current = startAnalysisProcess(options, onNotice);
    const loaded = current.ready.then((networks) => {
      version = `${loadMeasuresVersion()}, ${networks}`;
    });
    loaded.catch(() => {});
    return { running: current, loaded };
  };
  const ready = load === "start" ? start().loaded : Promise.resolve();
  return {
    get version() {
      return version;
    },
    ready,
    async analyze(bytes, analyzeOptions) {
      if (closed !== undefined) throw closed;
      const running = current?.isAlive() ? current : start().running;
      return running.analyze(bytes, analyzeOptions);
    },
    async close() {
      closed ??= new Error("The face engine is closed.");
      await current?.stop(closed);
    },
  };
}
