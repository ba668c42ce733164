import { distance } from "fastest-levenshtein";
import type { JournalEntry } from "../journal/record.ts";
import { toCall } from "../journal/record.ts";
import type { Call } from "../scenarios/call.ts";
import { countConditions, isMadeFor } from "../scenarios/layer.ts";
import type { Condition, OperationSpec, Origin, Scenario } from "../scenarios/scenario.ts";
import type { Difference, ExplainedScenario, Explanation } from "./explanation.ts";
import { type HintSources, hintAtCall, hintAtDifference } from "./hints.ts";

/** What an explanation is made from. */
export type ExplainSources = HintSources & {
  /** All scenarios of the call's space, the nearest layer first. */
  readonly scenarios: readonly Scenario[];
  readonly spec: OperationSpec | undefined;
};

const maxScenarios = 6;

/** Why the call of an entry was answered as it was, and what kept each scenario from answering it. */
export function explainEntry(entry: JournalEntry, sources: ExplainSources): Explanation {
  const { record } = entry;
  const call = toCall(entry);
  const winner = sources.scenarios.find(({ id }) => id === record.scenario.split("#")[0]);
  const explained = sources.scenarios
    .filter((scenario) => scenario.origin !== "shipped" || scenario === winner)
    .map((scenario) => explainScenario(scenario, winner, entry, call, sources))
    .map((scenario) => ({ scenario, rank: rank(scenario), farness: measureFarness(scenario) }))
    .sort((a, b) => a.rank - b.rank || a.farness - b.farness)
    .map(({ scenario }) => scenario);
  const { requestId, method, path, space, operation, status, outcome, scenario, files, violations } = record;
  return {
    call: { requestId, method, path, space, operation, status, outcome, scenario, files, violations },
    scenarios: explained.slice(0, maxScenarios),
    omitted: Math.max(0, explained.length - maxScenarios),
    hints: hintAtCall(entry, call, sources),
  };
}

function rank({ verdict, differences }: ExplainedScenario): number {
  return verdict === "answered" ? -2 : verdict === "passed" ? -1 : differences.length;
}

/** How far what was had lies from what was wanted, 0 to 1 for each difference: a mistyped value comes before a foreign one. */
function measureFarness({ differences }: ExplainedScenario): number {
  return differences.reduce(
    (sum, { want, got }) =>
      sum + (got === null ? 1 : distance(want, got) / Math.max(want.length, got.length)),
    0,
  );
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
  const failed = scenario.conditions.filter(({ holds }) => !holds(call));
  const operation: Difference[] = isMadeFor(scenario, call.operation)
    ? []
    : [{ selector: "operation", want: [...(scenario.operations ?? [])].join(" or "), got: call.operation }];
  const differences = [...operation, ...failed.map((condition) => toDifference(condition, call))];
  if (differences.length === 0)
    return {
      id,
      source,
      verdict: "passed",
      differences,
      reason: toReason(scenario, winner, entry),
      hints: [],
    };
  const hints = failed.flatMap((condition) => hintAtDifference(condition, scenario, entry, call, sources));
  return { id, source, verdict: "no", differences, hints: [...new Set(hints)] };
}

function toDifference({ path, want, got }: Condition, call: Call): Difference {
  return { selector: path, want, got: got(call) ?? null };
}

function toReason(scenario: Scenario, winner: Scenario | undefined, { record }: JournalEntry): string {
  const passedOver = record.passedOver.find(({ id }) => id === scenario.id);
  if (passedOver) return `${passedOver.why}.`;
  if (!scenario.enabled) return "switched off by enabled: false.";
  if (winner) return `lost to ${winner.id}: ${toAdvantage(winner, scenario, record.headers)}.`;
  if (record.scenario !== "none") return `lost to ${record.scenario}, an order in the call itself.`;
  if (record.status !== null && record.status >= 400 && scenario.stage === "normal")
    return `not asked: the contract refused the call with ${record.status} first; stage: before_validation (or before_auth) answers such calls too.`;
  return "it would answer now; it was added, changed or reset after this call.";
}

const nearness: readonly Origin[] = ["armed", "run-time", "file", "shipped"];
const layerNames: Readonly<Record<Origin, string>> = {
  armed: "it was armed",
  "run-time": "it was added at run time",
  file: "it stands in a file",
  shipped: "it was named",
};

function toAdvantage(winner: Scenario, loser: Scenario, headers: Readonly<Record<string, string>>): string {
  if (headers["x-stuntface-scenario"]?.trim() === winner.id) return "the request header names it";
  if (winner.stage !== loser.stage) return `it answers at the earlier stage ${winner.stage}`;
  if (nearness.indexOf(winner.origin) < nearness.indexOf(loser.origin))
    return `${layerNames[winner.origin]}, which is nearer than ${loser.origin === "run-time" ? "run time" : "a file"}`;
  if (winner.origin === "armed") return "it was armed first";
  if (winner.precedence !== loser.precedence)
    return `precedence ${winner.precedence} is more than ${loser.precedence}`;
  if (countConditions(winner) !== countConditions(loser))
    return `it has ${countConditions(winner)} selector(s), this one ${countConditions(loser)}`;
  return winner.origin === "run-time" ? "it is newer" : "it comes first in path order";
}
