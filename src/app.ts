import Fastify, { type FastifyInstance } from "fastify";
import { addAdminRoutes } from "./admin/routes.ts";
import { addDiagnostics } from "./http/diagnostics.ts";
import { addLinger } from "./http/linger.ts";
import type { Options } from "./options.ts";
import { createApptenticate } from "./providers/apptenticate/index.ts";
import { createDidit } from "./providers/didit/index.ts";
import type { Provider } from "./providers/provider.ts";
import { sendWire } from "./providers/rest-framework/endpoint.ts";
import { messages } from "./providers/rest-framework/messages.ts";
import type { Services } from "./services.ts";

/** The vendors that a server with these options plays. */
export function createProviders(options: Options): Provider[] {
  return [createDidit(options), createApptenticate(options)];
}

/** The whole server, not yet listening. */
export async function buildApp(
  options: Options,
  providers: readonly Provider[],
  services: Services,
): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    genReqId: services.createId,
    requestIdHeader: false,
    exposeHeadRoutes: false,
    forceCloseConnections: "idle",
  });
  addDiagnostics(app, options, services);
  addLinger(app);
  app.setNotFoundHandler((_request, reply) =>
    sendWire(reply, { status: 404, body: { detail: messages.notFound } }),
  );
  app.get("/livez", async () => ({ status: "ok" }));
  addAdminRoutes(app, services);
  for (const provider of providers)
    await app.register(async (instance) => provider.register(instance, services));
  return app;
}
