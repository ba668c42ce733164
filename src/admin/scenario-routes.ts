import type { FastifyInstance } from "fastify";
import Type from "typebox";
import { suggest } from "../documents/suggest.ts";
import type { Space } from "../sandbox/space.ts";
import { compileScenario } from "../scenarios/compile.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import { createScenarioSchema } from "../scenarios/schema.ts";
import { AdminError } from "./admin-error.ts";
import type { AdminContext } from "./context.ts";
import { checkRoom, createScenarioReader, listOf } from "./scenario-input.ts";
import { maskSelectors, toSummary } from "./scenario-summary.ts";
import { ErrorAnswer } from "./server-answers.ts";
import { RemovedIds, ScenarioDetail, ScenarioId, ScenarioIds, ScenarioList } from "./space-answers.ts";
import { tell } from "./told.ts";

type IdParams = { Params: { id: string } };

const takesText = { config: { takesText: true } };

/** Scenarios at run time: seeing, adding, replacing, removing and arming them. */
export function addScenarioRoutes(app: FastifyInstance, { specs }: AdminContext): void {
  const written = createScenarioSchema(specs);
  const { parse, parseOne } = createScenarioReader(specs);

  app.get(
    "/__admin/scenarios",
    {
      schema: {
        ...tell("admin.scenarios", "scenarios", { 200: ScenarioList }),
        summary: "All scenarios, the nearest layer first.",
      },
    },
    async ({ space }) => ({
      scenarios: space.scenarios.list().map((scenario) => toSummary(scenario, space)),
    }),
  );
  app.get(
    "/__admin/scenarios/unused",
    {
      schema: {
        ...tell("admin.unused-scenarios", "scenarios", { 200: ScenarioList }),
        summary: "Scenarios of your own that answered no call of this space.",
      },
    },
    async ({ space }) => ({
      scenarios: listOf(space, ["armed", "run-time", "file"])
        .filter(({ id }) => space.scenarios.countAnswers(id) === 0)
        .map((scenario) => toSummary(scenario, space)),
    }),
  );
  app.get<IdParams>(
    "/__admin/scenarios/:id",
    {
      schema: {
        ...tell("admin.scenario", "scenarios", { 200: ScenarioDetail, 404: ErrorAnswer }),
        summary: "One scenario as it was written.",
      },
    },
    async ({ space, params }) => {
      const scenario = findScenario(space, params.id);
      return { ...toSummary(scenario, space), scenario: maskSelectors(scenario.written) };
    },
  );
  app.post(
    "/__admin/scenarios",
    {
      ...takesText,
      schema: {
        ...tell("admin.add-scenarios", "scenarios", {
          201: Type.Union([ScenarioId, ScenarioIds]),
          409: ErrorAnswer,
        }),
        summary:
          "Adds a scenario, or a list of them, to this space: JSON or YAML, as in a file. 409 when an id is taken.",
        writtenBody: Type.Union([written.Scenario, written.List]),
      },
    },
    async ({ space, body }, reply) => {
      const drafts = parse(body, space, "run-time");
      const ids = drafts.map(({ id }) => id);
      const twice = ids.find((id, index) => ids.indexOf(id) !== index);
      if (twice !== undefined) throw new AdminError(400, `the id ${twice} stands twice in the body.`);
      const taken = ids.find((id) => isHeld(space, id));
      if (taken !== undefined)
        throw new AdminError(
          409,
          `${taken} exists in space ${space.id}; replace it with PUT /__admin/scenarios/${taken}.`,
        );
      checkRoom(space, drafts.length);
      space.scenarios.put(...drafts.map((draft) => compileScenario(draft, "run-time")));
      return reply.code(201).send(ids.length === 1 ? { id: ids[0] } : { ids });
    },
  );
  app.put<IdParams>(
    "/__admin/scenarios/:id",
    {
      ...takesText,
      schema: {
        ...tell("admin.put-scenario", "scenarios", { 200: ScenarioId, 201: ScenarioId }),
        summary: "Adds a scenario to this space or replaces the one with this id; its counters begin anew.",
        writtenBody: written.Scenario,
      },
    },
    async ({ space, params: { id }, body }, reply) => {
      if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(id))
        throw new AdminError(
          400,
          `${JSON.stringify(id.slice(0, 80))} is no id: letters, digits, dots, dashes and underscores, 100 at most.`,
        );
      const draft = parseOne(body, id);
      if (draft.id !== id)
        throw new AdminError(
          400,
          `the path names ${id}, the body ${draft.id}; leave the id out of one of them.`,
        );
      const isNew = !isHeld(space, id);
      if (isNew) checkRoom(space, 1);
      space.scenarios.put(compileScenario(draft, "run-time"));
      return reply.code(isNew ? 201 : 200).send({ id });
    },
  );
  app.delete<IdParams>(
    "/__admin/scenarios/:id",
    {
      schema: {
        ...tell("admin.remove-scenario", "scenarios", {
          200: RemovedIds,
          404: ErrorAnswer,
          409: ErrorAnswer,
        }),
        summary: "Removes a scenario that was added at run time.",
      },
    },
    async ({ space, params: { id } }) => {
      if (space.scenarios.remove(id)) return { removed: [id] };
      const { source } = findScenario(space, id);
      throw new AdminError(
        409,
        `${id} comes from the file ${source}; delete it there, or replace it with PUT.`,
      );
    },
  );
  app.delete(
    "/__admin/scenarios",
    {
      schema: {
        ...tell("admin.remove-scenarios", "scenarios", { 200: RemovedIds }),
        summary: "Removes all scenarios that were added at run time.",
      },
    },
    async ({ space }) => {
      const removed = listOf(space, ["armed", "run-time"]).map(({ id }) => id);
      space.scenarios.clear();
      return { removed };
    },
  );
  app.post(
    "/__admin/arm",
    {
      ...takesText,
      schema: {
        ...tell("admin.arm", "scenarios", { 201: ScenarioId }),
        summary:
          "Arms a one-shot: the next call of its operation is answered so, before all scenarios. Several queue up.",
        writtenBody: written.Scenario,
      },
    },
    async ({ space, body }, reply) => {
      checkRoom(space, 1);
      const [draft, ...more] = parse(body, space, "armed");
      if (!draft || more.length > 0) throw new AdminError(400, "the body must hold one scenario.");
      if (draft.written.id !== undefined) throw new AdminError(400, "a one-shot has no id of its own.");
      space.scenarios.arm({ ...compileScenario(draft, "armed"), after: "real" });
      return reply.code(201).send({ id: draft.id });
    },
  );
}

function isHeld(space: Space, id: string): boolean {
  const origin = space.scenarios.find(id)?.origin;
  return origin === "run-time" || origin === "armed";
}

function findScenario(space: Space, id: string): Scenario {
  const scenario = space.scenarios.find(id);
  if (scenario) return scenario;
  const ids = space.scenarios.list().map((scenario) => scenario.id);
  throw new AdminError(
    404,
    `there is no scenario ${id.slice(0, 80)} in space ${space.id}.${suggest(id.slice(0, 100), ids)}`,
  );
}
