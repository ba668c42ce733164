import { distance } from "fastest-levenshtein";
import type { JournalEntry } from "../journal/record.ts";
import { toCall } from "../journal/record.ts";
import type { Call } from "../scenarios/call.ts";
import { isMadeFor } from "../scenarios/layer.ts";
import type { Condition, Scenario } from "../scenarios/scenario.ts";
import { toBounded } from "./bounded.ts";
import { type HintSources, hintAtCall } from "./call-hints.ts";
import { hintAtDifference } from "./difference-hints.ts";
import type { Difference, ExplainedScenario, Explanation } from "./explanation.ts";
import { isBodyRead, toReason, wasAsked } from "./reason.ts";

/** What an explanation is made from. */
export type ExplainSources = HintSources & {
  /** All scenarios of the call's space, the nearest layer first. */
  readonly scenarios: readonly Scenario[];
};

const maxScenarios = 6;
/** Longer texts are compared by their beginnings. */
const maxCompared = 200;

/** Why the call of an entry was answered as it was, and what kept each scenario from answering it; at most 4 kB of JSON. */
export function explainEntry(entry: JournalEntry, sources: ExplainSources): Explanation {
  const { record } = entry;
  const call = toCall(entry);
  const answered = toAnsweringId(record.scenario);
  const winner = sources.scenarios.find(({ id }) => id === answered);
  const explained = (sources.spec ? sources.scenarios : [])
    .filter((scenario) => scenario.origin !== "shipped" || scenario === winner)
    .map((scenario) => explainScenario(scenario, winner, entry, call, sources))
    .map((scenario) => ({ scenario, rank: rank(scenario), farness: measureFarness(scenario) }))
    .sort((a, b) => a.rank - b.rank || a.farness - b.farness)
    .map(({ scenario }) => scenario);
  const gone = answered !== undefined && !winner ? [toGone(answered)] : [];
  const scenarios = [...gone, ...explained];
  const { requestId, method, path, space, operation, status, outcome, scenario } = record;
  const { isRefused, error, files, violations } = record;
  const about = { requestId, method, path, space, operation, status, outcome, scenario };
  return toBounded({
    call: {
      ...about,
      ...(isRefused ? { isRefused } : {}),
      ...(error === undefined ? {} : { error }),
      files,
      violations,
    },
    hints: hintAtCall(entry, call, sources),
    scenarios: scenarios.slice(0, maxScenarios),
    omitted: Math.max(0, scenarios.length - maxScenarios),
  });
}

/** Id of the scenario in a label such as `credits-run-out#1/2`; labels of orders in the call itself have no step. */
function toAnsweringId(label: string): string | undefined {
  return /^([^#:]+)#\d+\/\d+$/.exec(label)?.[1];
}

function toGone(id: string): ExplainedScenario {
  return { id, source: "gone", verdict: "answered", differences: [], hints: [] };
}

function rank({ verdict, differences }: ExplainedScenario): number {
  return verdict === "answered" ? -2 : verdict === "passed" ? -1 : differences.length;
}

/** How far what was had lies from what was wanted, 0 to 1 for each difference: a mistyped value comes before a foreign one. */
function measureFarness({ differences }: ExplainedScenario): number {
  return differences.reduce((sum, { want, got }) => {
    if (got === null) return sum + 1;
    const [wanted, had] = [want.slice(0, maxCompared), got.slice(0, maxCompared)];
    return sum + distance(wanted, had) / Math.max(1, wanted.length, had.length);
  }, 0);
}

function explainScenario(
  scenario: Scenario,
  winner: Scenario | undefined,
  entry: JournalEntry,
  call: Call,
  sources: ExplainSources,
): ExplainedScenario {
  const { id, source } = scenario;
  if (scenario === winner) return { id, source, verdict: "answered", differences: [], hints: [] };
  const isUnread =
    winner === undefined && !wasAsked(scenario.stage, entry.record) && !isBodyRead(entry.record);
  const failed = scenario.conditions
    .filter(({ path }) => !isUnread || !isAboutBody(path))
    .filter(({ holds }) => !holds(call));
  const operation: Difference[] = isMadeFor(scenario, call.operation)
    ? []
    : [
        {
          selector: "operation",
          want: [...(scenario.operations ?? [])].join(" or "),
          got: entry.record.operation,
        },
      ];
  const differences = [...operation, ...failed.map((condition) => toDifference(condition, call))];
  if (differences.length === 0) {
    const reason = toReason(scenario, winner, entry);
    return { id, source, verdict: isUnread ? "no" : "passed", differences, reason, hints: [] };
  }
  const hints = failed.flatMap((condition) => hintAtDifference(condition, entry, call, sources));
  return { id, source, verdict: "no", differences, hints: [...new Set(hints)] };
}

/** Nobody knows whether such a condition holds as long as the body is unread. */
function isAboutBody(path: string): boolean {
  return !/^(header|api_key)(\.|$)/.test(path);
}

function toDifference({ path, want, got }: Condition, call: Call): Difference {
  // What cannot be told of a key any more is a hint, not a value.
  return { selector: path, want, got: got(call)?.replace(/ \(keys .*\)$/, "") ?? null };
}
