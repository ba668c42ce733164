import { type CallAdmin, parseAnswer } from "./call-admin.ts";
import type { CallMatch, CallRecord } from "./call-types.ts";
import { findProblems } from "./verification.ts";

/** How long is waited for how many calls. */
export type WaitOptions = {
  /** Calls that must have come, 1 unless it is given. */
  readonly count?: number;
  /** 4,000 unless it is given: Jest and Vitest give a test up after 5,000, and would hide what the error tells. */
  readonly timeoutMs?: number;
  /** Ends the wait with the signal's reason. */
  readonly signal?: AbortSignal;
};

/** The calls that were waited for did not come; the message says what came instead. */
export class WaitError extends Error {
  override readonly name = "WaitError";
  /** Those that fit, the first first. */
  readonly calls: readonly CallRecord[];

  constructor(message: string, calls: readonly CallRecord[]) {
    super(message);
    this.calls = calls;
  }
}

type Waited = { readonly requests: readonly CallRecord[] };

/** The server lets nobody wait longer at once. */
const maxWaitMs = 60_000;
/** How many calls an error tells of. */
const maxShown = 10;

/** The calls that fit, as soon as there are `count`; throws {@link WaitError} when they do not come in time. */
export async function waitForCalls(
  call: CallAdmin,
  match: CallMatch | undefined,
  { count = 1, timeoutMs = 4000, signal }: WaitOptions,
): Promise<CallRecord[]> {
  for (let leftMs = timeoutMs; ; leftMs -= maxWaitMs) {
    const body = { match, count, timeout_ms: Math.min(leftMs, maxWaitMs) };
    const answer = await call("requests/wait", { body, expected: [408], signal });
    const calls = [...parseAnswer<Waited>(answer).requests].reverse();
    if (answer.status !== 408) return calls;
    if (leftMs <= maxWaitMs)
      throw new WaitError(await describeInstead(call, match, count, timeoutMs, calls), calls);
  }
}

async function describeInstead(
  call: CallAdmin,
  match: CallMatch | undefined,
  count: number,
  timeoutMs: number,
  calls: readonly CallRecord[],
): Promise<string> {
  const wanted = `wanted ${count} call(s) within ${timeoutMs} ms, ${calls.length} came`;
  if (calls.length > 0) return [`${wanted}:`, ...calls.slice(0, maxShown).map(toLine)].join("\n");
  const all = parseAnswer<Waited>(await call(`requests?limit=${maxShown}`)).requests;
  if (all.length === 0) return `${wanted}; the space was not called at all. Does the client have its url?`;
  const { problems, note } = await findProblems(call, match, { at_least: count });
  const nearest = problems.slice(1).map(({ message }) => `  ${message}`);
  return [
    `${wanted}; instead:`,
    ...(nearest.length > 0 ? nearest : all.map(toLine)),
    ...(note ? [`  note: ${note}`] : []),
  ].join("\n");
}

function toLine({ method, path, status, requestId }: CallRecord): string {
  return `  ${method} ${path} -> ${status ?? "no answer"} (${requestId})`;
}
