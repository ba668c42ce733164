import type { Answer } from "./answer.ts";

/** The calls of a space as its journal lists them. */
export type Listed = {
  readonly total: number;
  readonly requests: readonly { readonly requestId: string; readonly status: number | null }[];
};

/**
 * Holds a journal against the answers that came from its space: each answered call must be there once, with its status, and no more
 * calls than were sent. Returns what is wrong, a sentence each.
 */
export function checkJournal(
  { total, requests }: Listed,
  answers: readonly Answer[],
  sent: number,
): string[] {
  const problems: string[] = [];
  const listed = new Map<string, (number | null)[]>();
  for (const { requestId, status } of requests)
    listed.set(requestId, [...(listed.get(requestId) ?? []), status]);
  for (const { headers, status } of answers) {
    const id = headers["x-stuntface-request-id"];
    const found = id === undefined ? [status] : (listed.get(id) ?? []);
    if (found.length !== 1 || found[0] !== status)
      problems.push(`the journal has call ${id} with status ${status} as ${JSON.stringify(found)}.`);
  }
  if (total > sent) problems.push(`the journal counts ${total} calls, but only ${sent} were sent.`);
  return problems;
}
