import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { WireResponse } from "../provider.ts";
import { addEndpoint } from "./endpoint.ts";
import { type JsonObject, readJson } from "./json-body.ts";

/** An endpoint that takes JSON and looks at no face. */
export type JsonEndpoint = {
  /** With a trailing slash. */
  readonly path: string;
  readonly method: "GET" | "POST";
  /** Name of the call in the journal. */
  readonly operation: string;
  /** Runs before any of the body is read; throws a refusal for a caller that may not go on. */
  readonly admit?: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;
  /** Answers the fields of the body; a GET has none. */
  readonly answer: (values: JsonObject, request: FastifyRequest) => Promise<WireResponse>;
};

/** Serves the endpoint. The journal learns that it was called, and nothing of the body, in which there may be passwords. */
export function addJsonEndpoint(
  app: FastifyInstance,
  { path, method, operation, admit, answer }: JsonEndpoint,
): void {
  addEndpoint(app, {
    paths: [path],
    method,
    async admit(request, reply) {
      request.notes.operation = operation;
      await admit?.(request, reply);
      return undefined;
    },
    async handle(request) {
      const values = method === "GET" ? {} : readJson(request);
      return { response: await answer(values, request) };
    },
  });
}
