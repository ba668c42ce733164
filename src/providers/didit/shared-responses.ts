import Type from "typebox";
import type { HeaderDescription, ResponseDescription } from "../../openapi/endpoint.ts";
import { commonResponses, Detail, retryAfter } from "../rest-framework/error-bodies.ts";
import { messages } from "../rest-framework/messages.ts";
import type { Edition } from "./edition.ts";
import { forbidden, insufficientCredits, wrongKey } from "./errors.ts";

/** An error under the key `error`. */
export const ErrorText = Type.Object(
  { error: Type.String({ description: "What is wrong." }) },
  { $id: "ErrorText", description: "An error of the service itself." },
);

/** Headers of every answer to a caller with a key. */
export const rateHeaders: Readonly<Record<string, HeaderDescription>> = {
  "X-RateLimit-Limit": { description: "Calls a minute that the key has.", schema: Type.Integer() },
  "X-RateLimit-Remaining": { description: "Calls that are left of them.", schema: Type.Integer() },
  "X-RateLimit-Reset": {
    description: "When the minute is over, in seconds since 1970.",
    schema: Type.Integer(),
  },
};

/** What every endpoint that asks for a key may answer. */
export function toKeyedResponses(edition: Edition): Readonly<Record<number, ResponseDescription>> {
  const { status, detail } = edition.withoutKey;
  const withoutKey = { no_key: { detail } };
  return {
    401: {
      name: "Unauthorized",
      description: status === 401 ? "The key is missing or wrong." : "The key is wrong.",
      body: Detail,
      examples: { wrong_key: wrongKey.body, ...(status === 401 ? withoutKey : {}) },
    },
    403: {
      name: "Forbidden",
      description:
        status === 403
          ? "The key is missing or may not do this, or the account has no credits left."
          : "The key may not do this, or the account has no credits left.",
      body: Type.Union([Detail, ErrorText]),
      examples: {
        ...(status === 403 ? withoutKey : {}),
        forbidden: forbidden.body,
        insufficient_credits: insufficientCredits.body,
      },
    },
    ...commonResponses,
    429: {
      name: "RateLimited",
      description: "The key has no calls left in this minute.",
      body: Detail,
      headers: { ...rateHeaders, "Retry-After": retryAfter },
      examples: { rate_limited: { detail: messages.throttled(60) } },
    },
  };
}
