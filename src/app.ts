import { setMaxListeners } from "node:events";
import type { Socket } from "node:net";
import Fastify, { type FastifyInstance } from "fastify";
import type { AdminContext } from "./admin/context.ts";
import { addAdmin, addPublicRoutes } from "./admin/index.ts";
import { addProbes } from "./admin/probes.ts";
import { addDiagnostics, isOwnPath } from "./http/diagnostics.ts";
import { addLinger } from "./http/linger.ts";
import { toRoutedUrl } from "./http/space-path.ts";
import type { Options } from "./options.ts";
import { createApptenticate } from "./providers/apptenticate/index.ts";
import { createDidit } from "./providers/didit/index.ts";
import type { Provider, SessionConsole } from "./providers/provider.ts";
import { sendWire } from "./providers/rest-framework/endpoint.ts";
import { messages } from "./providers/rest-framework/messages.ts";
import type { Services } from "./services.ts";
import type { TlsFront } from "./tls/tls-front.ts";

declare module "fastify" {
  interface FastifyInstance {
    /** Aborted when the server begins to stop: nobody may wait any longer. */
    stopping: AbortSignal;
  }
}

/** The vendors that a server with these options plays. */
export function createProviders(options: Options): Provider[] {
  return [createDidit(options), createApptenticate(options)];
}

/** The console over saved calls of the vendor that has one; an empty one otherwise. */
export function createConsole(providers: readonly Provider[], services: Services): SessionConsole {
  const create = providers.find((provider) => provider.createConsole)?.createConsole;
  const nothing = async () => undefined;
  return create?.(services) ?? { list: async () => [], find: nothing, decide: nothing };
}

/** The whole server, not yet listening. */
export async function buildApp(
  options: Options,
  providers: readonly Provider[],
  context: AdminContext,
  tls?: TlsFront,
): Promise<FastifyInstance> {
  const app = createBareApp(options, context, tls);
  if (options.admin.port === null) await app.register(async (instance) => addAdmin(instance, context));
  else await app.register(async (instance) => addPublicRoutes(instance, context));
  for (const provider of providers)
    await app.register(async (instance) => provider.register(instance, context.services));
  return app;
}

/** The admin surface on a port of its own, not yet listening. */
export async function buildAdminApp(
  options: Options,
  context: AdminContext,
  tls?: TlsFront,
): Promise<FastifyInstance> {
  const app = createBareApp(options, context, tls);
  await app.register(async (instance) => addAdmin(instance, context));
  return app;
}

function createBareApp(options: Options, context: AdminContext, tls?: TlsFront): FastifyInstance {
  const { identity } = context.services;
  const app = Fastify({
    logger: false,
    // Probes and admin calls come when they like and must not shift the ids of the others.
    genReqId: ({ url = "/" }) => identity.createId(isOwnPath(toRoutedUrl(url)) ? "admin" : "call"),
    requestIdHeader: false,
    exposeHeadRoutes: false,
    forceCloseConnections: "idle",
    rewriteUrl: ({ url = "/" }) => toRoutedUrl(url),
    ...(tls ? { serverFactory: tls.createServer } : {}),
  });
  // Any number of calls may wait for their turn on a connection, each with a listener.
  const lift = (socket: Socket) => socket.setMaxListeners(0);
  app.server.on("connection", lift).on("secureConnection", lift);
  const stopping = new AbortController();
  // Every answer that is held back listens, hundreds at a time.
  setMaxListeners(0, stopping.signal);
  app.decorate("stopping", stopping.signal);
  app.addHook("preClose", async () => stopping.abort());
  addDiagnostics(app, options, context.services);
  addLinger(app);
  addProbes(app, context);
  app.setNotFoundHandler((_request, reply) =>
    sendWire(reply, { status: 404, body: { detail: messages.notFound } }),
  );
  return app;
}
