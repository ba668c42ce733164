import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { toWireJson } from "../../http/json.ts";
import type { WireResponse } from "../provider.ts";
import { messages } from "./messages.ts";
import { Refusal } from "./refusal.ts";

/** One endpoint: where it is and how it answers. */
export type Endpoint = {
  /** With a trailing slash; the same path without it is served too. */
  readonly paths: readonly string[];
  readonly method: "GET" | "POST";
  /** Runs before any of the body is read; throws a {@link Refusal} for a caller that may not go on. */
  readonly admit?: (request: FastifyRequest, reply: FastifyReply) => void | Promise<void>;
  readonly handle: (request: FastifyRequest, reply: FastifyReply) => Promise<WireResponse>;
};

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE"];

/** Serves an endpoint, never with a redirect; other methods get 405. */
export function addEndpoint(app: FastifyInstance, { paths, method, admit, handle }: Endpoint): void {
  for (const url of paths.flatMap((path) => [path, path.replace(/\/$/, "")])) {
    app.route({
      method,
      url,
      exposeHeadRoute: false,
      ...(admit ? { onRequest: async (request, reply) => admit(request, reply) } : {}),
      handler: async (request, reply) => sendWire(reply, await handle(request, reply)),
    });
    app.route({
      method: methods.filter((other) => other !== method),
      url,
      onRequest: async (request) => {
        throw new Refusal(
          405,
          { detail: messages.methodNotAllowed(request.method) },
          { allow: `${method}, OPTIONS` },
        );
      },
      handler: async () => undefined,
    });
    app.route({
      method: "OPTIONS",
      url,
      handler: async (_request, reply) =>
        sendWire(reply, { status: 200, body: {}, headers: { allow: `${method}, OPTIONS` } }),
    });
  }
}

/** Sends the response as the vendors' servers write it: compact JSON, `application/json` without a charset. */
export function sendWire(
  reply: FastifyReply,
  { status, body, headers = {}, schema }: WireResponse,
): FastifyReply {
  return reply
    .code(status)
    .headers({ ...headers, "content-type": "application/json" })
    .send(Buffer.from(toWireJson(body, schema)));
}
