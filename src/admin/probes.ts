import type { FastifyInstance } from "fastify";
import type { AdminContext } from "./context.ts";

/** Liveness, readiness and metrics for container engines and Prometheus, without any authentication. */
export function addProbes(app: FastifyInstance, { services, metrics }: AdminContext): void {
  const { engine, readEngine } = services;
  app.get("/livez", async () => ({ status: "ok" }));
  app.get("/readyz", async (_request, reply) => {
    const state = readEngine();
    if (state.status === "ready") return { ...state, engine: engine.version };
    return reply.code(503).send(state);
  });
  app.get("/metrics", async (_request, reply) => {
    if (!metrics) return reply.code(404).send({ error: "this server counts nothing." });
    const { contentType, text } = await metrics.render();
    return reply.type(contentType).send(text);
  });
}
