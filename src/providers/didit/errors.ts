import type { DiditOptions } from "../../options.ts";
import type { WireResponse } from "../provider.ts";
import { messages } from "../rest-framework/messages.ts";
import { unavailable } from "../rest-framework/unavailable.ts";

/** Seconds that a forced 429 tells the client to wait. */
export const forcedWaitSeconds = 60;

/** Errors that a scenario can force on every check, by name. */
export const forcedErrors = [
  "unauthorized",
  "forbidden",
  "insufficient_credits",
  "missing_file",
  "invalid_image",
  "file_too_large",
  "rate_limited",
  "server_error",
  "unavailable",
] as const;

/** 401 for a key that is not accepted. */
export const wrongKey: WireResponse = { status: 401, body: { detail: "Invalid or missing API key" } };

/** 403 for a key without the permission. */
export const forbidden: WireResponse = { status: 403, body: { detail: messages.forbidden } };

/** 403 for an account without credits. */
export const insufficientCredits: WireResponse = {
  status: 403,
  body: {
    error:
      "You don't have enough credits to perform this request. Please top up at https://business.didit.me",
  },
};

/** 429 for a caller that has `limit` calls a minute and none left for the given seconds; `now` in milliseconds. */
export function toRateLimited(seconds: number, limit: number, now: number): WireResponse {
  return {
    status: 429,
    body: { detail: messages.throttled(seconds) },
    headers: {
      "x-ratelimit-limit": String(limit),
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset": String(Math.floor(now / 1000) + seconds),
      "retry-after": String(seconds),
    },
  };
}

/** Text for a file over the limit; the vendor documents the status, not the words. */
export function toFileTooLarge(bytes: number): string {
  const size = bytes % (1024 * 1024) === 0 ? `${bytes / (1024 * 1024)} MB` : `${bytes} bytes`;
  return `The submitted file is too large. The maximum size is ${size}.`;
}

/** The response of a forced error at `now` (milliseconds); `imageName` is the field that file errors are about. */
export function renderForcedError(
  error: string,
  imageName: string,
  { maxFileBytes, writesPerMinute }: DiditOptions,
  now: number,
): WireResponse {
  const fieldError = (message: string): WireResponse => ({ status: 400, body: { [imageName]: [message] } });
  const responses: Record<(typeof forcedErrors)[number], () => WireResponse> = {
    unauthorized: () => wrongKey,
    forbidden: () => forbidden,
    insufficient_credits: () => insufficientCredits,
    missing_file: () => fieldError(messages.fileMissing),
    invalid_image: () => fieldError(messages.imageInvalid),
    file_too_large: () => fieldError(toFileTooLarge(maxFileBytes)),
    rate_limited: () => toRateLimited(forcedWaitSeconds, writesPerMinute, now),
    server_error: () => ({ status: 500, body: { detail: "Internal server error." } }),
    unavailable: () => unavailable,
  };
  const respond = responses[error as keyof typeof responses];
  if (!respond) throw new Error(`${error} is not an error that can be forced here`);
  return respond();
}
