import type { FastifyInstance } from "fastify";
import Type from "typebox";
import { readVersion } from "../package-root.ts";
import { createScenarioSchema } from "../scenarios/schema.ts";
import { createCatalog } from "./catalog.ts";
import type { AdminContext } from "./context.ts";
import { hideSecretsOf } from "./hide-secrets.ts";
import { Config, createCatalogSchema, Health, Reload, Reset, Version } from "./server-answers.ts";
import { toShownOptions } from "./shown-options.ts";
import { tell } from "./told.ts";

/** Bodies of routes that take none, so that a misplaced order does not do more than it says. */
const nothing = Type.Object({}, { additionalProperties: false });

/** What the server says about itself. */
export function addServerRoutes(app: FastifyInstance, context: AdminContext): void {
  const { services, options, specs, readFiles, reload } = context;
  app.get(
    "/__admin/health",
    {
      schema: {
        ...tell("admin.health", "server", { 200: Health }),
        summary: "State of the networks, the scenario files and the spaces.",
      },
    },
    async () => {
      const engine = services.readEngine();
      const { problems, loadedAt, ...files } = readFiles();
      const isGood = engine.status !== "failed" && problems.length === 0;
      return {
        status: isGood ? "ok" : "degraded",
        engine: { ...engine, version: services.engine.version },
        scenarios: {
          ...files,
          loadedAt: new Date(loadedAt).toISOString(),
          problems: hideSecretsOf(problems),
        },
        spaces: services.spaces.size,
      };
    },
  );
  app.get(
    "/__admin/version",
    {
      schema: {
        ...tell("admin.version", "server", { 200: Version }),
        summary: "Versions of server, engine and Node.",
      },
    },
    async () => ({
      version: readVersion(),
      engine: services.engine.version,
      node: process.version,
    }),
  );
  app.get(
    "/__admin/config",
    {
      schema: {
        ...tell("admin.config", "server", { 200: Config }),
        summary: "Every setting as it is; keys are masked.",
      },
    },
    async () => toShownOptions(options),
  );
  app.get(
    "/__admin/catalog",
    {
      schema: {
        ...tell("admin.catalog", "scenarios", {
          200: createCatalogSchema(createScenarioSchema(specs).Outcome),
        }),
        summary: "Everything that can be forced, operation by operation.",
      },
    },
    async ({ space }) => createCatalog(specs, space.scenarios.list()),
  );
  app.post(
    "/__admin/reload",
    {
      schema: {
        ...tell("admin.reload", "scenarios", { 200: Reload, 409: Reload }),
        summary: "Reads the scenario files again; 409 with the problems when they are not good.",
        body: nothing,
      },
    },
    async (_request, reply) => {
      const { loadedAt, problems, ...files } = await reload();
      if (problems.length > 0) reply.code(409);
      return {
        ...files,
        loadedAt: new Date(loadedAt).toISOString(),
        problems: hideSecretsOf(problems),
      };
    },
  );
  app.post(
    "/__admin/reset",
    {
      schema: {
        ...tell("admin.reset", "spaces", { 200: Reset }),
        summary: "Forgets what happened in the space: all of it, or the parts that `only` names.",
        querystring: Type.Object({
          only: Type.Optional(
            Type.String({
              pattern: "^(journal|counters|scenarios|state)(,(journal|counters|scenarios|state))*$",
              description: "one or more of journal, counters, scenarios and state, separated by commas",
            }),
          ),
        }),
        body: nothing,
      },
    },
    async ({ space, query }) => {
      const only = (query as { only?: string }).only?.split(",");
      const parts = ["journal", "counters", "scenarios", "state"].filter(
        (part) => only?.includes(part) ?? true,
      );
      if (parts.includes("journal")) space.journal.clear();
      if (parts.includes("scenarios")) space.scenarios.clear();
      if (parts.includes("counters")) space.scenarios.resetCounters();
      if (parts.includes("state")) {
        await services.store.clear(space.id);
        space.state = {};
        space.options = options;
        space.clock.reset();
      }
      return { space: space.id, reset: parts };
    },
  );
}
