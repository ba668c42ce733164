import type { Problem } from "../documents/problem.ts";

/** An admin call that cannot be carried out; nothing was changed. */
export class AdminError extends Error {
  override readonly name = "AdminError";
  readonly status: number;
  readonly problems: readonly Problem[] | undefined;

  constructor(status: number, message: string, problems?: readonly Problem[]) {
    super(message);
    this.status = status;
    this.problems = problems;
  }
}
