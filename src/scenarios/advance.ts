import type { Draw } from "./random.ts";
import type { Scenario } from "./scenario.ts";

/** How far a scenario has got for one of the things it counts by. */
export type Count = {
  /** Calls for which its conditions held and that nobody nearer answered. */
  readonly reached: number;
  /** Steps handed out. */
  readonly given: number;
};

/** What a scenario does with a call that reaches it. */
export type Advance = {
  readonly count: Count;
} & (
  | { readonly kind: "step"; readonly index: number }
  | { readonly kind: "passed-over"; readonly why: string }
  | { readonly kind: "exhausted"; readonly message: string }
);

/** The next step of a scenario that has got as far as `count`, and how far it is then. */
export function advance(
  { id, steps, after, call }: Pick<Scenario, "id" | "steps" | "after" | "call">,
  { reached: before, given }: Count,
  draw: Draw,
): Advance {
  const reached = before + 1;
  const passOver = (why: string): Advance => ({ kind: "passed-over", why, count: { reached, given } });
  if (call && !call.holds(reached)) return passOver(`call ${call.text} wanted, this is call ${reached}`);
  const total = countTimes(steps);
  if (given >= total && after === "real")
    return passOver(`used up after ${total} call${total === 1 ? "" : "s"}`);
  if (given >= total && after === "fail") {
    const message = `scenario ${id} allows ${total} call${total === 1 ? "" : "s"}; this is call ${given + 1}.`;
    return { kind: "exhausted", message, count: { reached, given: given + 1 } };
  }
  const index = findStep(steps, after === "cycle" ? given % total : Math.min(given, total - 1));
  const chance = steps[index]?.chance ?? 1;
  const drawn = chance < 1 ? draw(id, "chance", reached) : 0;
  if (chance < 1 && drawn >= chance) return passOver(`chance ${chance}, drawn ${drawn.toFixed(3)}`);
  return { kind: "step", index, count: { reached, given: given + 1 } };
}

/** How many calls the steps answer before `after` decides. */
export function countTimes(steps: Scenario["steps"]): number {
  return steps.reduce((sum, { times }) => sum + times, 0);
}

function findStep(steps: Scenario["steps"], position: number): number {
  let end = 0;
  return steps.findIndex(({ times }) => {
    end += times;
    return position < end;
  });
}
