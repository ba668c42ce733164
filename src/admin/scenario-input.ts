import { toProblemLine } from "../documents/problem.ts";
import type { Space } from "../sandbox/space.ts";
import type { ScenarioDraft } from "../scenarios/draft.ts";
import { parseScenarios } from "../scenarios/parse.ts";
import type { OperationSpec, Origin, Scenario } from "../scenarios/scenario.ts";
import { createScenarioSchema } from "../scenarios/schema.ts";
import { AdminError } from "./admin-error.ts";
import { hideSecretsOf } from "./hide-secrets.ts";

/** Reads scenarios out of bodies; throws an {@link AdminError} with all that is wrong. */
export type ScenarioReader = {
  /** One or several; those without an id get `run-time-1` and so on, each once in a space. */
  readonly parse: (body: unknown, space: Space, kind: "run-time" | "armed") => readonly ScenarioDraft[];
  /** Exactly one, called `id` unless it says otherwise. */
  readonly parseOne: (body: unknown, id: string) => ScenarioDraft;
};

/** A reader for scenarios of these operations. */
export function createScenarioReader(specs: readonly OperationSpec[]): ScenarioReader {
  const schema = createScenarioSchema(specs);
  const read = (body: unknown, name: string): ScenarioDraft[] => {
    const { drafts, problems } = parseScenarios("body", name, String(body ?? ""), specs, schema);
    if (problems.length > 0) {
      const shown = hideSecretsOf(problems);
      throw new AdminError(400, shown.map(toProblemLine).join("\n"), shown);
    }
    if (drafts.length === 0) throw new AdminError(400, "the body holds no scenario.");
    return drafts;
  };
  const given = new WeakMap<Space, Map<string, number>>();
  return {
    parse(body, space, kind) {
      const numbers = given.get(space) ?? new Map<string, number>();
      given.set(space, numbers);
      let number = numbers.get(kind) ?? 0;
      do number += 1;
      while (space.scenarios.find(`${kind}-${number}`));
      const drafts = read(body, `${kind}-${number}`);
      // Ids are not given twice: the counts of one that is gone would be found again.
      if (drafts.some(({ written }) => written.id === undefined)) numbers.set(kind, number);
      return drafts;
    },
    parseOne(body, id) {
      const [draft, ...more] = read(body, id);
      if (!draft || more.length > 0) throw new AdminError(400, "the body must hold one scenario.");
      return draft;
    },
  };
}

/** More scenarios of one space at run time are a loop that forgot to stop. */
const maxRunTime = 10_000;

/** Throws an {@link AdminError} when the space cannot hold so many more scenarios. */
export function checkRoom(space: Space, more: number): void {
  const held = listOf(space, ["armed", "run-time"]).length;
  if (held + more > maxRunTime)
    throw new AdminError(
      429,
      `space ${space.id} holds ${held} scenarios, ${maxRunTime} at most; delete some.`,
    );
}

/** The space's scenarios of these origins. */
export function listOf(space: Space, origins: readonly Origin[]): readonly Scenario[] {
  return space.scenarios.list().filter(({ origin }) => origins.includes(origin));
}
