import Type from "typebox";
import type { EndpointDescription, ParameterDescription } from "../../../openapi/endpoint.ts";
import {
  badRequest,
  methodNotAllowed,
  notFound,
  serverError,
  unsupportedMediaType,
} from "../../rest-framework/error-bodies.ts";
import type { Edition } from "../edition.ts";
import { rateHeaders, toKeyedResponses } from "../shared-responses.ts";
import { Balance, CheckoutSession, TopUp, TopUpBody } from "./schemas.ts";

const tag = "billing";
const checkoutId = "cs_test_Z3mPq8nXqH0L2mYw8aVd4kP1";

/** What a key has left. */
export const balanceEndpoint = {
  id: "didit.balance",
  method: "GET",
  paths: ["/v3/billing/balance/"],
  tag,
  summary: "Read the balance of the key.",
  security: ["apiKey"],
  responses: {
    200: {
      description: "The balance.",
      body: Balance,
      headers: rateHeaders,
      examples: {
        balance: {
          balance: "142.5000",
          auto_refill_enabled: false,
          auto_refill_amount: null,
          auto_refill_threshold: null,
        },
      },
    },
  },
} as const satisfies EndpointDescription;

/** Asks for a payment. */
export const topUpEndpoint = {
  id: "didit.top-up",
  method: "POST",
  paths: ["/v3/billing/top-up/"],
  tag,
  summary: "Open a payment for the key.",
  description: "The page of the payment stands in for the vendor's payment service: no money moves.",
  security: ["apiKey"],
  request: {
    isRequired: true,
    content: {
      "application/json": { schema: TopUpBody, examples: { fifty: { amount_in_dollars: 50 } } },
    },
  },
  responses: {
    200: {
      description: "The payment waits for its payer.",
      body: TopUp,
      headers: rateHeaders,
      examples: {
        open: {
          checkout_session_id: checkoutId,
          checkout_session_url: `http://localhost:4090/checkout/${checkoutId}/`,
        },
      },
    },
    400: badRequest,
    415: unsupportedMediaType,
  },
} as const satisfies EndpointDescription;

const checkoutParameter: ParameterDescription = {
  name: "id",
  in: "path",
  description: "Id of the payment.",
  schema: Type.String(),
};

const checkoutResponses: EndpointDescription["responses"] = {
  200: {
    description: "The payment, as a page or, for `Accept: application/json`, as JSON.",
    body: CheckoutSession,
    others: ["text/html"],
    examples: {
      open: {
        checkout_session_id: checkoutId,
        status: "open",
        amount_in_dollars: "50.00",
        redirect_url: null,
      },
    },
  },
  404: { ...notFound, name: "NoCheckout", others: ["text/html"] },
  405: methodNotAllowed,
  500: serverError,
};

/** The page of a payment. */
export const showCheckoutEndpoint: EndpointDescription = {
  id: "didit.checkout",
  method: "GET",
  paths: ["/checkout/:id/"],
  tag,
  summary: "Show a payment.",
  description: "Stuntface's own page in the place of the vendor's payment service.",
  parameters: [checkoutParameter],
  responses: checkoutResponses,
};

/** The buttons of the page. */
export const payCheckoutEndpoint: EndpointDescription = {
  id: "didit.checkout-confirm",
  method: "POST",
  paths: showCheckoutEndpoint.paths,
  tag,
  summary: "Confirm or cancel a payment.",
  description: "A payment raises the balance once, however often it is confirmed.",
  parameters: [
    checkoutParameter,
    {
      name: "action",
      in: "query",
      description: "What to do; anything but cancel confirms.",
      schema: Type.Enum(["confirm", "cancel"], { default: "confirm" }),
    },
  ],
  responses: {
    ...checkoutResponses,
    303: {
      description: "The payer goes on to the address that was given for this case.",
      headers: {
        Location: { description: "That address.", schema: Type.String({ format: "uri" }), isAlways: true },
      },
    },
  },
};

/** All endpoints of billing with all their answers. */
export function listBillingEndpoints(edition: Edition): EndpointDescription[] {
  const keyed = [balanceEndpoint, topUpEndpoint].map((endpoint) => ({
    ...endpoint,
    responses: { ...toKeyedResponses(edition), ...endpoint.responses },
  }));
  return [...keyed, showCheckoutEndpoint, payCheckoutEndpoint];
}
