import type { ServerOptions } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import Fastify, { type FastifyInstance, type FastifyReply } from "fastify";
import { onTestFinished } from "vitest";
import { deliverFault, type Payload } from "../../src/http/fault.ts";
import type { Fault } from "../../src/scenarios/scenario.ts";

/** How a {@link FaultyApp} breaks its answers. */
export type FaultySetup = {
  readonly fault: Fault;
  readonly payload?: Payload | undefined;
  readonly signal?: AbortSignal;
  readonly https?: ServerOptions;
  /** Sees the reply before it is broken. */
  readonly look?: (reply: FastifyReply) => void;
};

/** A small server that breaks every answer but those of `/plain` and, once `release` is called, `/later`. */
export type FaultyApp = {
  readonly app: FastifyInstance;
  readonly port: number;
  readonly url: string;
  /** One for each answer that is being broken, in order. */
  readonly deliveries: Promise<void>[];
  /** The server's side of the connections that it has had. */
  readonly sockets: Socket[];
  /** Paths for which onResponse hooks ran. */
  readonly responded: string[];
  readonly release: () => void;
};

/** Listens on a free port; it is closed after the test. */
export async function startFaultyApp(setup: FaultySetup): Promise<FaultyApp> {
  const { fault, payload, signal = new AbortController().signal, look, https } = setup;
  const app = Fastify({
    forceCloseConnections: "idle",
    ...(https ? { https } : {}),
  }) as unknown as FastifyInstance;
  const deliveries: Promise<void>[] = [];
  const sockets: Socket[] = [];
  const responded: string[] = [];
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  app.server.on(https ? "secureConnection" : "connection", (socket: Socket) => sockets.push(socket));
  // A hook, because there the upload is not read yet.
  app.addHook("onRequest", async (request, reply) => {
    if (request.url === "/plain" || request.url === "/later") return;
    reply.headers({ "x-stuntface-request-id": "r1", "x-both": "hook" });
    look?.(reply);
    const delivery = deliverFault(reply, fault, payload, signal);
    // Its failure is the test's affair, not that of the process.
    delivery.catch(() => {});
    deliveries.push(delivery);
    await delivery.catch(() => {});
  });
  app.addHook("onResponse", async ({ url }) => void responded.push(url));
  app.get("/plain", async () => "plain");
  app.get("/later", async () => released.then(() => "later"));
  app.all("/fault", async () => "never");
  await app.listen({ port: 0, host: "127.0.0.1" });
  onTestFinished(async () => {
    app.server.closeAllConnections();
    await app.close();
  });
  const { port } = app.server.address() as AddressInfo;
  return { app, port, url: `http://127.0.0.1:${port}`, deliveries, sockets, responded, release };
}
