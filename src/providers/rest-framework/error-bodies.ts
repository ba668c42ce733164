import Type, { type Static } from "typebox";
import type { HeaderDescription, ResponseDescription } from "../../openapi/endpoint.ts";
import { messages } from "./messages.ts";
import { unavailable } from "./unavailable.ts";

/** An error as the framework answers it where it is about no field. */
export const Detail = Type.Object(
  { detail: Type.String({ description: "What is wrong." }) },
  { $id: "Detail", description: "An error that is about no field." },
);

/** What is wrong with a request, field by field. */
export const FieldErrors = Type.Record(Type.String(), Type.Array(Type.String(), { minItems: 1 }), {
  $id: "FieldErrors",
  minProperties: 1,
  description: "What is wrong with each field; `non_field_errors` for the body as a whole.",
});

/** Body of an error as the framework writes it. */
export type ErrorBody = Static<typeof Detail> | Static<typeof FieldErrors>;

/** Header that tells when to call again. */
export const retryAfter: HeaderDescription = {
  description: "Seconds to wait before the next call.",
  schema: Type.Integer({ minimum: 1 }),
  isAlways: true,
};

/** 400 for a request that does not keep the contract. */
export const badRequest: ResponseDescription = {
  name: "BadRequest",
  description: "The request does not keep the contract.",
  body: Type.Union([Detail, FieldErrors]),
  examples: {
    required: { email: [messages.fieldRequired] },
    broken: { detail: messages.jsonBroken("Expecting value: line 1 column 1 (char 0)") },
  },
};

/** 404 for what is not there. */
export const notFound: ResponseDescription = {
  name: "NotFound",
  description: "There is no such thing.",
  body: Detail,
  examples: { not_found: { detail: messages.notFound } },
};

/** 405, which every endpoint answers to other methods. */
export const methodNotAllowed: ResponseDescription = {
  name: "MethodNotAllowed",
  description: "The endpoint takes another method; it is answered before the caller is asked for a key.",
  body: Detail,
  headers: {
    Allow: {
      description: "The methods that the endpoint takes.",
      schema: Type.String(),
      isAlways: true,
    },
  },
  examples: { method: { detail: messages.methodNotAllowed("DELETE") } },
};

/** 415 for a body of another media type. */
export const unsupportedMediaType: ResponseDescription = {
  name: "UnsupportedMediaType",
  description: "The body has another media type than the endpoint takes.",
  body: Detail,
  examples: { media_type: { detail: messages.mediaTypeUnsupported("text/plain") } },
};

/** 500 of a server that failed. */
export const serverError: ResponseDescription = {
  name: "ServerError",
  description: "The server failed.",
  body: Detail,
  examples: { server_error: { detail: "Internal server error." } },
};

/** 503 of a server that has too much to do. */
export const serviceUnavailable: ResponseDescription = {
  name: "ServiceUnavailable",
  description: "The server cannot take more work now.",
  body: Detail,
  headers: { "Retry-After": retryAfter },
  examples: { unavailable: unavailable.body },
};

/** What every endpoint may answer, whatever it does. */
export const commonResponses: Readonly<Record<number, ResponseDescription>> = {
  405: methodNotAllowed,
  429: {
    name: "TooManyCalls",
    description: "The caller has to wait.",
    body: Detail,
    headers: { "Retry-After": retryAfter },
    examples: { throttled: { detail: messages.throttled(60) } },
  },
  500: serverError,
};
