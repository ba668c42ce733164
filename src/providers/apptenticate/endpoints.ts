import Type, { type TSchema } from "typebox";
import type { EndpointDescription, HeaderDescription, ResponseDescription } from "../../openapi/endpoint.ts";
import type { ApptenticateOptions } from "../../options.ts";
import {
  commonResponses,
  Detail,
  FieldErrors,
  serviceUnavailable,
  unsupportedMediaType,
} from "../rest-framework/error-bodies.ts";
import { messages } from "../rest-framework/messages.ts";
import { rejections } from "./codes.ts";
import {
  badHeader,
  badLogin,
  badRefresh,
  forbidden,
  noCredentials,
  toBadToken,
  toTooLarge,
} from "./errors.ts";
import {
  AccessToken,
  AuthenticationError,
  RefreshBody,
  RejectedSelfie,
  SelfieForm,
  ServiceError,
  TokenBody,
  TokenPair,
} from "./schemas.ts";
import { createLivenessSchema } from "./wire.ts";

const challenge: Readonly<Record<string, HeaderDescription>> = {
  "WWW-Authenticate": {
    description: 'Always Bearer realm="api".',
    schema: Type.String(),
    isAlways: true,
  },
};
const apiResponse = { score: 2.656599, quality: 0.8511556, liveness: 0.9344166 };

/** Where tokens are issued. */
export const tokenPaths = ["/api/token/"];
/** Where they are renewed. */
export const refreshPaths = ["/api/token/refresh/"];
/** Where the liveness check is, the documented version first. */
export const livenessPaths = ["v3", "v2", "v3.2"].map((version) => `/api/${version}/biometrics/liveness/`);

/** All endpoints with these settings. */
export function listEndpoints(options: ApptenticateOptions): EndpointDescription[] {
  return [
    describeTokens("apptenticate.token", tokenPaths, {
      summary: "Get tokens for a user.",
      body: TokenBody,
      example: { username: "user", password: "secret" },
      answer: TokenPair,
      answerExample: { refresh: "eyJ…", access: "eyJ…" },
      refusals: { bad_login: badLogin.body },
    }),
    describeTokens("apptenticate.token-refresh", refreshPaths, {
      summary: "Renew an access token.",
      body: RefreshBody,
      example: { refresh: "eyJ…" },
      answer: AccessToken,
      answerExample: { access: "eyJ…" },
      refusals: { bad_refresh: badRefresh.body },
    }),
    describeLiveness(options),
  ];
}

function describeLiveness(options: ApptenticateOptions): EndpointDescription {
  const rejected = { valid: false, message: rejections[706][options.language], error_code: 706 };
  return {
    id: "apptenticate.liveness",
    method: "POST",
    paths: livenessPaths,
    tag: "biometrics",
    summary: "Judge from a selfie whether a living person is in front of the camera.",
    description: "A rejected selfie is an answer like any other, with a code that says why.",
    security: ["bearer"],
    request: {
      isRequired: true,
      content: {
        "multipart/form-data": { schema: SelfieForm, encoding: { selfie: { contentType: "image/*" } } },
      },
    },
    responses: {
      200: {
        description: "The selfie was looked at.",
        body: createLivenessSchema(options),
        examples: {
          accepted: { valid: true },
          details: { valid: true, api_response: apiResponse },
          details_and_id: { valid: true, api_response: apiResponse, id: 1111 },
          rejected,
        },
      },
      400: {
        name: "BadSelfie",
        description:
          "The form does not keep the contract. A server that is set to do so also rejects selfies with this status.",
        body: Type.Union([ServiceError, RejectedSelfie, Detail, FieldErrors]),
        examples: {
          missing_file: { selfie: [messages.fileMissing] },
          bad_device: { device: [messages.invalidChoice("PHONE")] },
          file_too_large: toTooLarge(options.maxFileBytes).body,
          rejected,
        },
      },
      401: toUnauthorizedResponse("Unauthorized", "The token is missing or cannot be used.", {
        missing: noCredentials.body,
        invalid: toBadToken("invalid").body,
        wrong_type: toBadToken("wrong-type").body,
        bad_header: badHeader.body,
      }),
      403: {
        name: "Forbidden",
        description: "The user has no contract for the service.",
        body: Detail,
        examples: { forbidden: forbidden.body },
      },
      415: unsupportedMediaType,
      503: serviceUnavailable,
      ...commonResponses,
    },
  };
}

type Told = Pick<EndpointDescription, "summary"> & {
  readonly body: TSchema;
  readonly example: object;
  readonly answer: TSchema;
  readonly answerExample: object;
  readonly refusals: Readonly<Record<string, unknown>>;
};

function describeTokens(id: string, paths: readonly string[], told: Told): EndpointDescription {
  const { summary, body: schema, example, answer, answerExample, refusals } = told;
  const content = { schema, examples: { example } };
  return {
    id,
    method: "POST",
    paths,
    tag: "tokens",
    summary,
    request: {
      isRequired: true,
      content: {
        "application/json": content,
        "application/x-www-form-urlencoded": content,
        "multipart/form-data": content,
      },
    },
    responses: {
      200: { description: "The tokens.", body: answer, examples: { tokens: answerExample } },
      400: {
        name: "BadTokenRequest",
        description: "The request does not keep the contract.",
        body: Type.Union([Detail, FieldErrors]),
        examples: { missing: { username: [messages.fieldRequired], password: [messages.fieldRequired] } },
      },
      401: toUnauthorizedResponse(undefined, "The credentials are not accepted.", refusals),
      403: {
        name: "Forbidden",
        description: "The user has no contract for the service.",
        body: Detail,
        examples: { forbidden: forbidden.body },
      },
      415: unsupportedMediaType,
      503: serviceUnavailable,
      ...commonResponses,
    },
  };
}

function toUnauthorizedResponse(
  name: string | undefined,
  description: string,
  examples: Readonly<Record<string, unknown>>,
): ResponseDescription {
  return {
    ...(name === undefined ? {} : { name }),
    description,
    body: AuthenticationError,
    headers: challenge,
    examples,
  };
}
