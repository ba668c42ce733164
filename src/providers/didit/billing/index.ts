import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { toSecret } from "../../../scenarios/secret.ts";
import type { Services } from "../../../services.ts";
import { addJsonEndpoint, type JsonEndpoint } from "../../rest-framework/json-endpoint.ts";
import { readKey } from "../admission.ts";
import { readBalance } from "./balance.ts";
import { addCheckoutPage } from "./checkout-endpoint.ts";
import { balanceEndpoint, topUpEndpoint } from "./endpoints.ts";
import { topUp } from "./top-up.ts";

/** Admits the caller by its key, as the checks do. */
export type Admit = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

/** Balance and payments of a key. */
export function addBilling(app: FastifyInstance, { identity }: Services, admit: Admit): void {
  addKeyedEndpoint(app, admit, balanceEndpoint, (_values, request) => readBalance(request));
  addKeyedEndpoint(app, admit, topUpEndpoint, (values, request) => topUp(values, request, identity));
  addCheckoutPage(app);
}

/** Serves an endpoint that asks for a key. */
export function addKeyedEndpoint(
  app: FastifyInstance,
  admit: Admit,
  endpoint: JsonEndpoint["endpoint"],
  answer: JsonEndpoint["answer"],
): void {
  addJsonEndpoint(app, {
    endpoint,
    answer,
    async admit(request, reply) {
      noteKey(request, endpoint.id);
      await admit(request, reply);
    },
  });
}

/** Lets the journal show the end of the key. */
function noteKey({ notes, headers }: FastifyRequest, operation: string): void {
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
