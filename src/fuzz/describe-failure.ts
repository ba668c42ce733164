import type { AnswerSchemas } from "./judge.ts";
import { minimize } from "./minimize.ts";
import { toReplayCommand, writeReproduction } from "./reproduction.ts";
import { createBaseline, runCase } from "./run-case.ts";
import type { Failure } from "./run-cases.ts";
import type { Target } from "./target.ts";
import type { WireRequest } from "./wire.ts";

/** Where failures are tried again, and where what reproduces them is kept. */
export type FailureContext = {
  readonly target: Target;
  readonly seed: string;
  readonly schemas: AnswerSchemas;
  readonly out: string | undefined;
};

/** A failure as the user reads it; with `out` its request is made smaller and written there. */
export async function describeFailure(
  { case: given, problems }: Failure,
  { target, seed, schemas, out }: FailureContext,
): Promise<string> {
  if (given === undefined) return problems.join("\n  ");
  const text = `${given.kind} ${given.number} (${given.steps.join(", ")})\n  ${problems.join("\n  ")}\n  again: ${toReplayCommand(given, seed)}`;
  if (out === undefined) return text;
  const baseline = createBaseline(target);
  const fails = async (request: WireRequest) => {
    const again = await runCase({ ...given, request, cuts: [] }, target, baseline, schemas);
    // Another problem than the one that was found is not what is looked for.
    return again.problems.some((problem) => toKind(problem) === toKind(problems[0] ?? ""));
  };
  const isConstant = await fails(given.request);
  const smallest = isConstant ? await minimize(given, fails) : given.request;
  return `${text}\n  written: ${writeReproduction(out, given, seed, smallest, problems)}`;
}

/** A problem without what differs from request to request. */
function toKind(problem: string): string {
  return problem.replace(/:.*$/s, "");
}
