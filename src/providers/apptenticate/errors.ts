import type { WireResponse } from "../provider.ts";
import { messages } from "../rest-framework/messages.ts";
import type { TokenFault } from "../rest-framework/tokens.ts";
import { unavailable } from "../rest-framework/unavailable.ts";

/** Seconds that a forced 429 tells the client to wait. */
const forcedWaitSeconds = 60;

/** A 401 with the header that every one of them carries. */
export function toUnauthorized(body: unknown): WireResponse {
  return { status: 401, body, headers: { "www-authenticate": 'Bearer realm="api"' } };
}

/** 401 for a call without a token. */
export const noCredentials = toUnauthorized({ detail: messages.noCredentials });

/** 401 for `Bearer` with no token or more than one word after it. */
export const badHeader = toUnauthorized({
  detail: "Authorization header must contain two space-delimited values",
  code: "bad_authorization_header",
});

/** 401 for a user and password that are not accepted. */
export const badLogin = toUnauthorized({ detail: "No active account found with the given credentials" });

/** 401 for a refresh token that cannot be used. */
export const badRefresh = toUnauthorized({ detail: "Token is invalid or expired", code: "token_not_valid" });

/** 401 for an access token that cannot be used. */
export function toBadToken(fault: TokenFault): WireResponse {
  return toUnauthorized({
    detail: "Given token not valid for any token type",
    code: "token_not_valid",
    messages: [
      {
        token_class: "AccessToken",
        token_type: "access",
        message: fault === "wrong-type" ? "Token has wrong type" : "Token is invalid or expired",
      },
    ],
  });
}

/** 403 for a service that is not contracted. */
export const forbidden: WireResponse = { status: 403, body: { detail: messages.forbidden } };

/** 429 as the magic user and scenarios give it. */
export const rateLimited: WireResponse = {
  status: 429,
  body: { detail: messages.throttled(forcedWaitSeconds) },
  headers: { "retry-after": String(forcedWaitSeconds) },
};

/** 400 for a selfie over the limit; the text is that of the vendor's sibling pages with the real limit in it. */
export function toTooLarge(maxFileBytes: number): WireResponse {
  const megabytes = Math.round((maxFileBytes / 1024 / 1024) * 100) / 100;
  return {
    status: 400,
    body: { error: `Image too large. Maximum size allowed: ${megabytes}MB`, error_code: 901 },
  };
}

const serverErrors: Readonly<Record<string, WireResponse>> = {
  rate_limited: rateLimited,
  server_error: { status: 500, body: { detail: "Internal server error." } },
  unavailable,
};

/** Errors that can be forced on the liveness check, without those that are rejections. */
export function createLivenessErrors(maxFileBytes: number): Readonly<Record<string, WireResponse>> {
  return {
    unauthorized: noCredentials,
    token_expired: toBadToken("invalid"),
    forbidden,
    insufficient_credits: forbidden,
    missing_file: { status: 400, body: { selfie: [messages.fileMissing] } },
    file_too_large: toTooLarge(maxFileBytes),
    ...serverErrors,
  };
}

/** Errors that can be forced on the token endpoints. */
export const tokenErrors: Readonly<Record<string, WireResponse>> = {
  unauthorized: badLogin,
  forbidden,
  ...serverErrors,
};

/** Errors that can be forced on the renewal of a token. */
export const refreshErrors: Readonly<Record<string, WireResponse>> = {
  unauthorized: badRefresh,
  token_expired: badRefresh,
  forbidden,
  ...serverErrors,
};

/** The response of a forced error. */
export function renderForcedError(
  errors: Readonly<Record<string, WireResponse>>,
  error: string,
): WireResponse {
  const response = errors[error];
  if (!response) throw new Error(`${error} is not an error that can be forced here`);
  return response;
}
