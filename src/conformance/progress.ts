import type { OnQuestion } from "./run-questions.ts";

// Lines of a log are fewer than the changes of a terminal.
const every = 20;

/** Shows on a stream which question is asked: one changing line on a terminal, else a line for every 20 questions. */
export function createProgress(
  stream: { readonly isTTY?: boolean; write(text: string): unknown },
  what: string,
): OnQuestion {
  return ({ id }, done, all) => {
    const isLast = done + 1 === all;
    if (stream.isTTY) stream.write(isLast ? "\r\u001B[K" : `\r\u001B[K${what}: ${done + 1} of ${all}  ${id}`);
    else if (done > 0 && done % every === 0) stream.write(`${what}: ${done} of ${all}\n`);
  };
}
