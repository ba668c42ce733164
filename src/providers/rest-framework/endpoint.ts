import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type {} from "../../http/diagnostics.ts";
import { deliverFault } from "../../http/fault.ts";
import { toWireJson } from "../../http/json.ts";
import { type Answer, isWithoutAnswer } from "../../pipeline.ts";
import type { WireResponse } from "../provider.ts";
import { messages } from "./messages.ts";
import { Refusal } from "./refusal.ts";

/** One endpoint: where it is and how it answers. */
export type Endpoint = {
  /** With a trailing slash; the same path without it is served too. */
  readonly paths: readonly string[];
  readonly method: Method | readonly Method[];
  /** Runs before any of the body is read; answers already, or throws a {@link Refusal} for a caller that may not go on. */
  readonly admit: (request: FastifyRequest, reply: FastifyReply) => Promise<Answer | undefined>;
  readonly handle: (request: FastifyRequest, reply: FastifyReply) => Promise<Answer>;
};

type Method = "GET" | "POST";

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE"];

/** Serves an endpoint, with or without the trailing slash alike; other methods get 405. */
export function addEndpoint(app: FastifyInstance, { paths, method, admit, handle }: Endpoint): void {
  const served: readonly string[] = [method].flat();
  const allow = [...served, "OPTIONS"].join(", ");
  for (const url of paths.flatMap((path) => [path, path.replace(/\/$/, "")])) {
    app.route({
      method: [...served],
      url,
      exposeHeadRoute: false,
      onRequest: async (request, reply) => {
        const answer = await admit(request, reply);
        return answer && sendAnswer(request, reply, answer);
      },
      handler: async (request, reply) => sendAnswer(request, reply, await handle(request, reply)),
    });
    app.route({
      method: methods.filter((other) => !served.includes(other)),
      url,
      onRequest: async (request) => {
        throw new Refusal(405, { detail: messages.methodNotAllowed(request.method) }, { allow });
      },
      handler: async () => undefined,
    });
    app.route({
      method: "OPTIONS",
      url,
      handler: async (_request, reply) => sendWire(reply, { status: 200, body: {}, headers: { allow } }),
    });
  }
}

async function sendAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  { response, fault }: Answer,
): Promise<FastifyReply> {
  if (fault === undefined) return sendWire(reply, response);
  const payload = isWithoutAnswer(fault) ? undefined : toPayload(response);
  request.server.finishBroken(request, reply, payload?.status ?? null);
  await deliverFault(reply, fault, payload, request.server.stopping);
  return reply;
}

/** Sends the response as the vendors' servers write it: compact JSON, `application/json` without a charset. */
export function sendWire(reply: FastifyReply, response: WireResponse): FastifyReply {
  const { status, headers, body } = toPayload(response);
  reply.code(status).headers(headers);
  // Fastify gives bytes without a type one, even where there are none.
  return body.length === 0 ? reply.send() : reply.send(body);
}

function toPayload({ status, body, headers = {}, schema, raw }: WireResponse) {
  return raw
    ? { status, headers, body: raw }
    : {
        status,
        headers: { ...headers, "content-type": "application/json" },
        body: Buffer.from(toWireJson(body, schema)),
      };
}
