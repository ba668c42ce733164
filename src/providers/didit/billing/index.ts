import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { toSecret } from "../../../scenarios/secret.ts";
import type { Services } from "../../../services.ts";
import { addJsonEndpoint, type JsonEndpoint } from "../../rest-framework/json-endpoint.ts";
import { readKey } from "../admission.ts";
import { readBalance } from "./balance.ts";
import { addCheckoutPage } from "./checkout-endpoint.ts";
import { topUp } from "./top-up.ts";

/** Admits the caller by its key, as the checks do. */
export type Admit = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

/** Lines for the banner. */
export const billingEndpoints = ["GET /v3/billing/balance/", "POST /v3/billing/top-up/"];

/** Balance and payments of a key. */
export function addBilling(app: FastifyInstance, { identity }: Services, admit: Admit): void {
  const add = (endpoint: JsonEndpoint) =>
    addJsonEndpoint(app, {
      ...endpoint,
      async admit(request, reply) {
        noteKey(request, endpoint.operation);
        await admit(request, reply);
      },
    });
  add({
    path: "/v3/billing/balance/",
    method: "GET",
    operation: "didit.balance",
    answer: (_values, request) => readBalance(request),
  });
  add({
    path: "/v3/billing/top-up/",
    method: "POST",
    operation: "didit.top-up",
    answer: (values, request) => topUp(values, request, identity),
  });
  addCheckoutPage(app);
}

/** Lets the journal show the end of the key. */
export function noteKey({ notes, headers }: FastifyRequest, operation: string): void {
  const key = readKey(headers);
  notes.key = key;
  notes.call = {
    operation,
    headers,
    apiKey: key === undefined ? undefined : toSecret(key),
    username: undefined,
    fields: {},
    files: [],
  };
}
