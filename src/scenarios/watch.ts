import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { compileScenario } from "./compile.ts";
import type { ReloadResult, ScenarioFiles } from "./files.ts";
import { toReloadNotice } from "./reload-notice.ts";
import type { OperationSpec } from "./scenario.ts";
import type { WatchMessage, WatchOrder, WatchSetup } from "./watch-messages.ts";

/** Reads scenario files again when they change. */
export interface ScenarioWatch {
  /** How the last reading ended. */
  readonly result: ReloadResult;
  /** Reads the files now; where watching has ended, how they were read last. */
  reload(): Promise<ReloadResult>;
  close(): Promise<void>;
}

/** A watch over nothing, for servers without files of their own. */
export function createIdleWatch(now: number): ScenarioWatch {
  const result: ReloadResult = { directory: null, scenarios: 0, loadedAt: now, problems: [] };
  return { result, reload: async () => result, close: async () => undefined };
}

/**
 * Watches `directory` in a thread of its own and puts its scenarios into `files` whenever they are good; the thread keeps the reading and checking of
 * thousands of files off the event loop. `signature` is what the files looked like when they were loaded;
 * `onNotice` hears of changes that nobody asked for and that cannot be used.
 */
export function startWatch(
  directory: string,
  signature: string,
  specs: readonly OperationSpec[],
  files: ScenarioFiles,
  now: () => number,
  onNotice: (message: string) => void = () => undefined,
): ScenarioWatch {
  // Schemas as plain data: what a thread is given may not hold functions.
  const setup: WatchSetup = { directory, signature, specs: JSON.parse(JSON.stringify(specs)) };
  const worker = new Worker(fileURLToPath(import.meta.resolve("#scenario-watcher")), {
    workerData: setup,
    // Flags of the program such as --input-type are not meant for the thread.
    execArgv: [],
  });
  worker.unref();
  const waiting = new Map<number, (result: ReloadResult) => void>();
  let orders = 0;
  let result: ReloadResult = {
    directory,
    scenarios: files.layer().scenarios.filter(({ origin }) => origin === "file").length,
    loadedAt: now(),
    problems: [],
  };
  const settle = (message: WatchMessage) => {
    const before = result;
    if (message.drafts) {
      files.replace(message.drafts.map((draft) => compileScenario(draft, "file")));
      result = { directory, scenarios: message.drafts.length, loadedAt: now(), problems: [] };
    } else result = { ...result, problems: message.problems };
    const notice = message.order === 0 ? toReloadNotice(before, result) : undefined;
    if (notice !== undefined) onNotice(notice);
    waiting.get(message.order)?.(result);
    waiting.delete(message.order);
  };
  const fail = ({ message }: Error) => {
    const problem = { file: directory, line: 1, column: 1, path: "", message: `watching failed: ${message}` };
    result = { ...result, problems: [problem] };
  };
  let isEnded = false;
  const end = () => {
    isEnded = true;
    for (const resolve of waiting.values()) resolve(result);
    waiting.clear();
  };
  worker.on("message", settle);
  worker.on("error", fail);
  worker.on("exit", end);
  return {
    get result() {
      return result;
    },
    async reload() {
      // Nobody is left who would answer.
      if (isEnded) return result;
      return new Promise((resolve) => {
        orders += 1;
        waiting.set(orders, resolve);
        const order: WatchOrder = { order: orders };
        worker.postMessage(order);
      });
    },
    async close() {
      await worker.terminate();
      end();
    },
  };
}
