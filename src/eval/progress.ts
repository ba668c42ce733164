/** Hears that `done` of `all` steps of `what` are done. */
export type Progress = (what: string, done: number, all: number) => void;

/** Writes progress to a stream: one changing line on a terminal, else a line for every 10 steps and the last. */
export function createProgress(stream: { readonly isTTY?: boolean; write(text: string): unknown }): Progress {
  return (what, done, all) => {
    const isLast = done === all;
    if (stream.isTTY) stream.write(`\r\u001B[K${done} of ${all} ${what}${isLast ? "\n" : ""}`);
    else if (isLast || done % 10 === 0) stream.write(`${done} of ${all} ${what}\n`);
  };
}
