import { type CallAdmin, parseAnswer } from "./call-admin.ts";
import type { CallMatch, Times, Verification, VerifyProblem } from "./call-types.ts";

/** The calls or scenarios of a space are not as they should be; the message lists every problem. */
export class VerificationError extends Error {
  override readonly name = "VerificationError";
  readonly problems: readonly VerifyProblem[];

  constructor(place: string, { problems, note }: Found) {
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    const lines = problems.map(toLine);
    super([`${count} in ${place}:`, ...lines, ...(note ? [`  note: ${note}`] : [])].join("\n"));
    this.problems = problems;
  }
}

type Found = { readonly problems: readonly VerifyProblem[]; readonly calls: number; readonly note?: string };

/** Asks the server to verify; throws {@link VerificationError} when it finds problems. `times` as a number means exactly. */
export async function verifyCalls(
  call: CallAdmin,
  place: string,
  match: CallMatch | undefined,
  times: Times | number | undefined,
): Promise<Verification> {
  const found = await findProblems(call, match, typeof times === "number" ? { exactly: times } : times);
  if (found.problems.length > 0) throw new VerificationError(place, found);
  return { calls: found.calls, ...(found.note === undefined ? {} : { note: found.note }) };
}

/** What a verification finds, as the server says it. */
export async function findProblems(
  call: CallAdmin,
  match: CallMatch | undefined,
  times: Times | undefined,
): Promise<Found> {
  return parseAnswer<Found>(await call("verify", { body: { match, times }, expected: [406] }));
}

function toLine({ kind, message, request_id, scenario }: VerifyProblem): string {
  const about =
    request_id ?? (scenario !== undefined && !message.startsWith(scenario) ? scenario : undefined);
  return `  ${kind}: ${message}${about === undefined ? "" : ` (${about})`}`;
}
