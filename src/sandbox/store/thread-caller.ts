import type { Worker } from "node:worker_threads";
import type { StateCaller } from "./create-state-store.ts";
import type { StateCall } from "./state-actions.ts";
import { StateError } from "./state-error.ts";
import type { Answer, ThreadOrder, ThreadReport } from "./thread-messages.ts";

// Bounds how long an answer can wait for the others of its transaction.
const maxBatch = 1000;

type Waiting = {
  readonly call: StateCall;
  readonly resolve: (result: unknown) => void;
  readonly reject: (reason: Error) => void;
};

/**
 * Sends calls to the thread that has opened `file`: those that come while it is busy go together in its next transaction. Once the thread has ended every
 * call rejects. The process is kept alive by calls under way only.
 */
export function createThreadCaller(
  thread: Worker,
  file: string,
): { readonly call: StateCaller; readonly close: () => Promise<void> } {
  const waiting: Waiting[] = [];
  let underWay: readonly Waiting[] = [];
  let end: StateError | undefined;
  const ended = new Promise<void>((resolve) => {
    thread.once("exit", () => resolve());
  });

  const order = (what: ThreadOrder) => {
    thread.ref();
    thread.postMessage(what);
  };
  const sendNext = () => {
    if (underWay.length > 0) return;
    underWay = waiting.splice(0, maxBatch);
    if (underWay.length > 0) order(underWay.map(({ call }) => call));
    else if (end) order("close");
    else thread.unref();
  };
  const settle = (answers: readonly Answer[]) => {
    for (const [index, { resolve, reject }] of underWay.entries()) {
      const answer = answers[index];
      if (answer && "result" in answer) resolve(answer.result);
      else reject(new StateError(answer?.error.reason ?? "failed", answer?.error.message ?? "No answer."));
    }
    underWay = [];
    sendNext();
  };
  const fail = (cause: string) => {
    const failure = new StateError(
      "failed",
      `The thread of ${file} has ended (${cause}); restart the server.`,
    );
    end ??= failure;
    // Whether these were written nobody can tell any more.
    for (const { reject } of [...underWay, ...waiting.splice(0)]) reject(failure);
    underWay = [];
  };

  thread.on("message", (report: ThreadReport) => {
    if (report.kind === "answers") settle(report.answers);
  });
  thread.on("error", ({ message }) => fail(message));
  thread.once("exit", (code) => fail(`code ${code}`));
  thread.unref();

  const call = (name: StateCall["name"], ...parameters: StateCall["parameters"]) =>
    new Promise((resolve, reject) => {
      if (end) return reject(end);
      waiting.push({ call: { name, parameters }, resolve, reject });
      // Calls made in one go then share the first transaction already.
      if (underWay.length === 0 && waiting.length === 1) queueMicrotask(sendNext);
    });
  return {
    // The promise of a call resolves with what the action of its name returns.
    call: call as StateCaller,
    async close() {
      const isIdle = underWay.length === 0 && waiting.length === 0;
      if (!end && isIdle) queueMicrotask(sendNext);
      end ??= new StateError("closed", "The store of this server is closed.");
      thread.ref();
      await ended;
    },
  };
}
