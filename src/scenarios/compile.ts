import { toAmount } from "./amount.ts";
import { toConditions } from "./conditions.ts";
import { noDelay, toDelay } from "./delay.ts";
import type { ScenarioDraft } from "./draft.ts";
import { toOutcome } from "./outcome.ts";
import type { Origin, Scenario, Step } from "./scenario.ts";
import type { WrittenScenario } from "./schema.ts";

/** The scenario of a draft, ready to match and to answer. */
export function compileScenario(
  { id, source, operations, written }: ScenarioDraft,
  origin: Origin,
): Scenario {
  const { when, expect } = written;
  return {
    id,
    description: written.description,
    operations: operations && new Set(operations),
    conditions: toConditions(when),
    call: when?.call === undefined ? undefined : toAmount(when.call),
    steps: toSteps(written),
    after: written.after ?? "repeat-last",
    stage: written.stage ?? "normal",
    countPer: written.count_per ?? "scenario",
    expect: expect && toAmount(expect.calls),
    precedence: written.precedence ?? 0,
    enabled: written.enabled ?? true,
    origin,
    source,
    written,
  };
}

/** The steps as written; a scenario without a list has one, made of its own outcome, delay, times and chance. */
export function listSteps(written: WrittenScenario): NonNullable<WrittenScenario["steps"]> {
  if (written.steps) return written.steps;
  const { outcome = "real", delay, times, chance } = written;
  return [
    {
      outcome,
      ...(delay === undefined ? {} : { delay }),
      ...(times === undefined ? {} : { times }),
      ...(chance === undefined ? {} : { chance }),
    },
  ];
}

function toSteps(written: WrittenScenario): Step[] {
  return listSteps(written).map(({ outcome, delay, times, chance }) => ({
    outcome: toOutcome(outcome),
    delay: delay === undefined ? noDelay : toDelay(delay),
    times: times ?? 1,
    chance: chance ?? 1,
  }));
}
