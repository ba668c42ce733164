import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { EndpointDescription } from "../../openapi/endpoint.ts";
import type { WireResponse } from "../provider.ts";
import { addEndpoint } from "./endpoint.ts";
import { type JsonObject, readJson } from "./json-body.ts";

/** An endpoint that takes JSON and looks at no face. */
export type JsonEndpoint = {
  /** Where it is and how it answers; its id names the call in the journal. */
  readonly endpoint: EndpointDescription & { readonly method: "GET" | "POST" };
  /** Runs before any of the body is read; throws a refusal for a caller that may not go on. */
  readonly admit?: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;
  /** Answers the fields of the body, by the schema that the description has for the status; a GET has no fields. */
  readonly answer: (values: JsonObject, request: FastifyRequest) => Promise<WireResponse>;
};

/** Serves the endpoint. The journal learns that it was called, and nothing of the body, in which there may be passwords. */
export function addJsonEndpoint(
  app: FastifyInstance,
  { endpoint: { id, paths, method, responses }, admit, answer }: JsonEndpoint,
): void {
  addEndpoint(app, {
    paths,
    method,
    async admit(request, reply) {
      request.notes.operation = id;
      await admit?.(request, reply);
      return undefined;
    },
    async handle(request) {
      const values = method === "GET" ? {} : readJson(request);
      const response = await answer(values, request);
      const schema = response.schema ?? responses[response.status]?.body;
      return { response: schema ? { ...response, schema } : response };
    },
  });
}
