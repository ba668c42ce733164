import type { FastifyInstance } from "fastify";
import type { Services } from "../services.ts";

/** What the server says about itself: readiness, the loaded scenarios and the calls it answered. */
export function addAdminRoutes(app: FastifyInstance, { engine, journal, scenarios }: Services): void {
  const state: { ready: "loading" | "ready" | Error } = { ready: "loading" };
  engine.ready.then(
    () => {
      state.ready = "ready";
    },
    (error: unknown) => {
      state.ready = error instanceof Error ? error : new Error(String(error));
    },
  );
  app.get("/readyz", async (_request, reply) => {
    if (state.ready === "ready") return { status: "ready", engine: engine.version };
    reply.code(503);
    return state.ready === "loading"
      ? { status: "loading" }
      : { status: "failed", error: state.ready.message };
  });
  app.get("/__admin/scenarios", async () => ({
    scenarios: scenarios.scenarios.map(({ id, description, operations, steps, enabled, source }) => ({
      id,
      description: description ?? null,
      operations: operations ? [...operations] : ["*"],
      steps: steps.length,
      enabled,
      source,
    })),
  }));
  app.get("/__admin/requests", async () => ({ requests: journal.list() }));
  app.get<{ Params: { id: string } }>("/__admin/requests/:id", async ({ params: { id } }, reply) => {
    const record = journal.find(id);
    if (record) return record;
    reply.code(404);
    return { error: `no request ${id} is kept; the journal holds the last 1,000` };
  });
}
