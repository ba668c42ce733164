import type { CallRecord, JournalEntry } from "../journal/record.ts";
import { countConditions } from "../scenarios/layer.ts";
import type { Origin, Scenario, Stage } from "../scenarios/scenario.ts";

const changed = "it would answer now; it was added, changed or reset after this call.";

/** Why a scenario whose conditions hold did not answer. */
export function toReason(scenario: Scenario, winner: Scenario | undefined, { record }: JournalEntry): string {
  const passedOver = record.passedOver.find(({ id }) => id === scenario.id);
  if (passedOver) return `${passedOver.why}.`;
  if (!scenario.enabled) return "switched off by enabled: false.";
  const advantage = winner && toAdvantage(winner, scenario, record.headers);
  if (winner) return advantage === undefined ? changed : `lost to ${winner.id}: ${advantage}.`;
  if (record.scenario.includes("#"))
    return `lost to ${record.scenario}, which was used up, removed or replaced since.`;
  if (!wasAsked(scenario.stage, record)) return `not asked: ${toObstacle(record)}`;
  return changed;
}

/** Whether the call came so far that scenarios of the stage were asked; the stages leave their times. */
export function wasAsked(stage: Stage, record: CallRecord): boolean {
  // An order that cannot be understood ends the first question.
  if (record.outcome === "error" && record.scenario === "none") return false;
  if (stage === "before_auth") return true;
  return stage === "before_validation" ? isBodyRead(record) : record.timings.match !== undefined;
}

/** Whether fields and files of the call are known. */
export function isBodyRead({ timings }: CallRecord): boolean {
  return timings.parse !== undefined;
}

function toObstacle(record: CallRecord): string {
  const { status, outcome, scenario, isRefused } = record;
  if (scenario !== "none") return `${scenario} in the call itself was answered first.`;
  if (outcome === "error") return "the order in the call itself could not be carried out.";
  if (!isRefused) return `the call ended before it, with ${status ?? "no answer"}.`;
  const earlier = !isBodyRead(record) ? "before_auth" : "before_validation";
  return `the contract refused the call with ${status} first; a scenario with stage: ${earlier} answers such calls too.`;
}

const nearness: readonly Origin[] = ["armed", "run-time", "file", "shipped"];
const layerNames: Readonly<Record<Origin, string>> = {
  armed: "it was armed",
  "run-time": "it was added at run time",
  file: "it stands in a file",
  shipped: "it was named",
};

/** What made the winner win; undefined when, as things are now, it would not. */
function toAdvantage(
  winner: Scenario,
  loser: Scenario,
  headers: Readonly<Record<string, string>>,
): string | undefined {
  if (headers["x-stuntface-scenario"]?.trim() === winner.id) return "the request header names it";
  if (winner.stage !== loser.stage) return `it answers at the earlier stage ${winner.stage}`;
  const [near, far] = [nearness.indexOf(winner.origin), nearness.indexOf(loser.origin)];
  if (near > far) return undefined;
  if (near < far)
    return `${layerNames[winner.origin]}, which is nearer than ${loser.origin === "run-time" ? "run time" : "a file"}`;
  if (winner.origin === "armed") return "it was armed first";
  if (winner.precedence !== loser.precedence)
    return winner.precedence > loser.precedence
      ? `precedence ${winner.precedence} is more than ${loser.precedence}`
      : undefined;
  const [more, fewer] = [countConditions(winner), countConditions(loser)];
  if (more !== fewer)
    return more > fewer ? `it has ${more} selector${more === 1 ? "" : "s"}, this one ${fewer}` : undefined;
  return winner.origin === "run-time" ? "it is newer" : "it comes first in path order";
}
