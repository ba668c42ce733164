import { parentPort, workerData } from "node:worker_threads";
import { ProblemsError } from "../documents/problem.ts";
import { loadDrafts } from "./load.ts";
import { createRestDetector } from "./rest.ts";
import { toSignature } from "./signature.ts";
import type { WatchMessage, WatchOrder, WatchSetup } from "./watch-messages.ts";

/** Change events do not arrive on every bind mount, so the files are looked at; twice within the second that is promised. */
const pollMs = 400;
/** Longer than a program takes to empty a file and to write it again. */
const restMs = 50;

const { directory, signature: loaded, specs } = workerData as WatchSetup;
const detector = createRestDetector(loaded);

parentPort?.on("message", ({ order }: WatchOrder) => {
  detector.accept(toSignature(directory));
  parentPort?.postMessage(read(order));
});
look();

function look(): void {
  const state = detector.look(toSignature(directory));
  if (state === "changed") parentPort?.postMessage(read(0));
  setTimeout(look, state === "changing" ? restMs : pollMs);
}

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
