import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { createStateStore } from "./create-state-store.ts";
import { StateError } from "./state-error.ts";
import type { StateBounds, StateStore } from "./state-store.ts";
import { createThreadCaller } from "./thread-caller.ts";
import type { ThreadReport, ThreadSetup } from "./thread-messages.ts";

/**
 * A store in a file that outlives this process: a step is done when it is on the disk, and many steps share one wait for it. The database runs in a thread.
 * Rejects with StateError when the file cannot be used; a file that is foreign or damaged is left as it is.
 */
export async function startFileStore(file: string, bounds: StateBounds = {}): Promise<StateStore> {
  const setup = { file: resolve(file), bounds };
  // A thread of its own, whose end lets go of the file.
  const inspector = startStoreThread({ ...setup, task: "inspect" });
  const inspected = new Promise<void>((resolveEnd) => inspector.once("exit", () => resolveEnd()));
  await awaitReady(inspector, setup.file);
  await inspected;
  const thread = startStoreThread({ ...setup, task: "serve" });
  await awaitReady(thread, setup.file);
  return createThreadStore(thread, setup.file);
}

/** Starts the thread of a data file. */
export function startStoreThread(setup: ThreadSetup): Worker {
  return new Worker(fileURLToPath(import.meta.resolve("#state-thread")), {
    workerData: setup,
    // Flags of the program such as --input-type are not meant for the thread.
    execArgv: [],
  });
}

/** The store of a thread that has opened `file`. */
export function createThreadStore(thread: Worker, file: string): StateStore {
  const { call, close } = createThreadCaller(thread, file);
  return createStateStore(call, close);
}

/** Resolves when the file is good or open; rejects when the thread has ended and let go of it. */
function awaitReady(thread: Worker, file: string): Promise<void> {
  return new Promise((resolveReady, reject) => {
    let failure = new StateError("failed", `The thread of ${file} ended at once.`);
    thread.once("message", (report: ThreadReport) => {
      if (report.kind === "refused") failure = new StateError(report.failure.reason, report.failure.message);
      else resolveReady();
    });
    thread.once("error", (cause) => {
      failure = new StateError("failed", `${file} cannot be opened: ${cause.message}`, { cause });
    });
    thread.once("exit", () => reject(failure));
  });
}
