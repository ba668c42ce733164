/** One thing that is wrong in a file the user wrote. Line and column count from 1. */
export type Problem = {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Where in the document, such as `steps[0].outcome.error`; empty for the whole document. */
  readonly path: string;
  readonly message: string;
};

/** `file:line:column path: message`, the form that editors and CI logs link. */
export function toProblemLine({ file, line, column, path, message }: Problem): string {
  return `${file}:${line}:${column} ${path === "" ? "" : `${path}: `}${message}`;
}

/** Files that the user wrote cannot be used; carries every problem found, not only the first. */
export class ProblemsError extends Error {
  override readonly name = "ProblemsError";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(toProblemLine).join("\n"));
    this.problems = problems;
  }
}
