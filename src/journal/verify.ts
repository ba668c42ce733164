import { countTimes } from "../scenarios/advance.ts";
import { listSteps } from "../scenarios/compile.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import type { ScenarioStore } from "../scenarios/store.ts";
import type { CallRecord, JournalEntry } from "./record.ts";
import type { RecordMatcher } from "./record-match.ts";

/** Bounds of how often something must have been called; none of them means at least once. */
export type Times = {
  readonly exactly?: number;
  readonly at_least?: number;
  readonly at_most?: number;
};

/** One thing that did not happen as it should. */
export type VerifyProblem = {
  readonly kind:
    | "times"
    | "contract-violation"
    | "refused-call"
    | "failed-call"
    | "unmatched-call"
    | "unused-scenario"
    | "surplus-calls"
    | "expectation";
  readonly message: string;
  readonly request_id?: string;
  readonly scenario?: string;
};

/** Problems of the number of calls that fit the question; beside them the calls that came nearest. */
export function verifyTimes(
  entries: readonly JournalEntry[],
  matcher: RecordMatcher,
  times: Times,
): VerifyProblem[] {
  const misses = entries.map((entry) => ({ entry, faults: matcher(entry) }));
  const count = misses.filter(({ faults }) => faults.length === 0).length;
  const { exactly, at_most } = times;
  const atLeast = times.at_least ?? (exactly === undefined && at_most === undefined ? 1 : undefined);
  const wanted = [
    ...(exactly === undefined || count === exactly ? [] : [`exactly ${exactly}`]),
    ...(atLeast === undefined || count >= atLeast ? [] : [`at least ${atLeast}`]),
    ...(at_most === undefined || count <= at_most ? [] : [`at most ${at_most}`]),
  ];
  if (wanted.length === 0) return [];
  const nearest = misses
    .filter(({ faults }) => faults.length > 0)
    .sort((a, b) => a.faults.length - b.faults.length)
    .slice(0, count === 0 ? 3 : 0);
  const shown = nearest.map(({ entry, faults }): VerifyProblem => {
    const parts = faults.map(({ path, want, got }) => `${path} want ${want} got ${got(entry) ?? "nothing"}`);
    return {
      kind: "times",
      message: `nearest call ${entry.record.method} ${entry.record.path}: ${parts.join(", ")}.`,
      request_id: entry.record.requestId,
    };
  });
  const message = `wanted ${wanted.join(" and ")} matching call(s), found ${count} among ${entries.length}.`;
  return [{ kind: "times", message }, ...shown];
}

/** Everything that is wrong in a space: with its calls, its scenarios and what they expect. */
export function verifyAll(records: readonly CallRecord[], store: ScenarioStore): VerifyProblem[] {
  const scenarios = store.list().filter(({ origin }) => origin !== "shipped");
  return [
    ...records.flatMap(verifyCall),
    ...scenarios.flatMap((scenario) => verifyScenario(scenario, store)),
  ];
}

function verifyCall(record: CallRecord): VerifyProblem[] {
  const { requestId, method, path, status, operation, outcome, scenario, violations } = record;
  const toProblem = (kind: VerifyProblem["kind"], text: string): VerifyProblem => ({
    kind,
    message: `${method} ${path}: ${text}`,
    request_id: requestId,
  });
  const isOwnFailure = outcome === "real" && status !== null && status >= 500;
  const isBadOrder = scenario === "none" && outcome === "error";
  return [
    ...violations.map((text) => toProblem("contract-violation", text)),
    ...(operation === null ? [toProblem("unmatched-call", `no endpoint takes it (${status}).`)] : []),
    ...(operation !== null && record.isRefused
      ? [toProblem("refused-call", `the contract refuses it with ${status}: ${record.error}`)]
      : []),
    ...(isBadOrder
      ? [toProblem("refused-call", `it orders something that cannot be given (${status}): ${record.error}`)]
      : []),
    ...(isOwnFailure
      ? [toProblem("failed-call", `the server itself failed with ${status}: ${record.error ?? "too busy"}.`)]
      : []),
  ];
}

/** Files serve many tests at once: only what they expect is held against them, and only where they were called. */
function verifyScenario(scenario: Scenario, store: ScenarioStore): VerifyProblem[] {
  const { id, origin, expect, after, steps, enabled } = scenario;
  const calls = store.countAnswers(id);
  const isOwn = origin !== "file";
  const about = { scenario: id };
  const total = countTimes(steps);
  if (expect && enabled && (isOwn || calls > 0))
    return expect.holds(calls)
      ? []
      : [
          {
            kind: "expectation",
            message: `${id} expects ${expect.text} call(s) and answered ${calls}.`,
            ...about,
          },
        ];
  if (isOwn && enabled && calls === 0)
    return [{ kind: "unused-scenario", message: `${toTitle(scenario)} was never called.`, ...about }];
  if (after === "fail" && calls > total)
    return [
      {
        kind: "surplus-calls",
        message: `${id} allows ${total} call(s) and was called ${calls} times.`,
        ...about,
      },
    ];
  return [];
}

/** The id; of a one-shot, whose id nobody chose, also what it orders. */
function toTitle({ id, origin, operations, written }: Scenario): string {
  if (origin !== "armed") return id;
  const orders = listSteps(written).map(({ outcome }) => JSON.stringify(outcome ?? "real"));
  return `${id} (${[...(operations ?? ["any operation"])].join(", ")}: ${orders.join(", ")})`;
}
