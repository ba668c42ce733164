import { parentPort, workerData } from "node:worker_threads";
import { ProblemsError } from "../documents/problem.ts";
import { loadDrafts } from "./load.ts";
import { toSignature } from "./signature.ts";
import type { WatchMessage, WatchOrder, WatchSetup } from "./watch-messages.ts";

/** Change events do not arrive on every bind mount, so the files are looked at; twice within the second that is promised. */
const pollMs = 400;

const { directory, signature: loaded, specs } = workerData as WatchSetup;
const state = { signature: loaded };

parentPort?.on("message", ({ order }: WatchOrder) => {
  state.signature = toSignature(directory);
  parentPort?.postMessage(read(order));
});
setInterval(() => {
  const signature = toSignature(directory);
  if (signature === state.signature) return;
  state.signature = signature;
  parentPort?.postMessage(read(0));
}, pollMs);

function read(order: number): WatchMessage {
  try {
    return { order, drafts: loadDrafts(directory, specs), problems: [] };
  } catch (error) {
    const { message } = error as Error;
    const problems =
      error instanceof ProblemsError
        ? error.problems
        : [{ file: directory, line: 1, column: 1, path: "", message }];
    return { order, problems };
  }
}
