import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";

/** What a process that works for the benchmark reports: how far it is, then its result or why there is none. */
type TaskReport<Result> =
  | { readonly kind: "progress"; readonly done: number; readonly total: number }
  | { readonly kind: "result"; readonly result: Result }
  | { readonly kind: "failed"; readonly message: string };

/** Hears how far a piece of work is. */
export type OnProgress = (done: number, total: number) => void;

/** Runs the compiled file at `url`, which calls {@link serveTask}, in a process of its own; rejects with what failed there. */
export async function runTask<Task, Result>(url: URL, task: Task, onProgress: OnProgress): Promise<Result> {
  const child = fork(fileURLToPath(url), [], { execArgv: [], serialization: "advanced" });
  try {
    return await waitForResult<Task, Result>(child, task, onProgress);
  } finally {
    child.kill("SIGKILL");
  }
}

function waitForResult<Task, Result>(child: ChildProcess, task: Task, onProgress: OnProgress) {
  return new Promise<Result>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) =>
      reject(new Error(`A process of the benchmark ended with ${signal ?? code}.`)),
    );
    child.on("message", (report: TaskReport<Result>) => {
      if (report.kind === "progress") onProgress(report.done, report.total);
      else if (report.kind === "result") resolve(report.result);
      else reject(new Error(report.message));
    });
    child.send({ task });
  });
}

/** The other end of {@link runTask}: does the one task of this process and sends its result. */
export function serveTask<Task, Result>(work: (task: Task, onProgress: OnProgress) => Promise<Result>): void {
  const send = (report: TaskReport<Result>) => process.send?.(report);
  process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
  process.once("message", ({ task }: { task: Task }) => {
    work(task, (done, total) => send({ kind: "progress", done, total })).then(
      (result) => send({ kind: "result", result }),
      (error: unknown) =>
        send({ kind: "failed", message: error instanceof Error ? error.message : String(error) }),
    );
  });
}
