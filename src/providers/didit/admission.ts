import type { IncomingHttpHeaders } from "node:http";
import type { DiditOptions } from "../../options.ts";
import type { RateWindow } from "../../sandbox/rate-window.ts";
import type { WireResponse } from "../provider.ts";
import { Refusal } from "../rest-framework/refusal.ts";
import type { Edition } from "./edition.ts";
import { forbidden, forcedWaitSeconds, insufficientCredits, toRateLimited, wrongKey } from "./errors.ts";

/** A caller that may go on, and headers its answer carries. */
export type Admission = { readonly apiKey: string; readonly headers: Readonly<Record<string, string>> };

type Answer = (options: DiditOptions, now: number) => WireResponse;

/** Keys that always answer as they say, whatever keys are configured. */
const magicKeys: ReadonlyMap<string, Answer> = new Map<string, Answer>([
  ["stunt_invalid", () => wrongKey],
  ["stunt_forbidden", () => forbidden],
  ["stunt_no_credits", () => insufficientCredits],
  [
    "stunt_rate_limited",
    ({ writesPerMinute }, now) => toRateLimited(forcedWaitSeconds, writesPerMinute, now),
  ],
]);

/** Whether the key always answers as it says. */
export function isMagicKey(apiKey: string): boolean {
  return magicKeys.has(apiKey);
}

/** The key as it was sent. */
export function readKey(headers: IncomingHttpHeaders): string | undefined {
  return toText(headers["x-api-key"]);
}

/** Key and rate limit of a call, in this order; `isAccepted` tells of keys besides the configured ones. Throws {@link Refusal} for one that may not go on. */
export async function admit(
  method: string,
  headers: IncomingHttpHeaders,
  edition: Edition,
  options: DiditOptions,
  rates: RateWindow,
  now: number,
  isAccepted: (apiKey: string) => Promise<boolean>,
): Promise<Admission> {
  const apiKey = readKey(headers);
  if (apiKey === undefined)
    throw new Refusal(edition.withoutKey.status, { detail: edition.withoutKey.detail });
  const magic = magicKeys.get(apiKey)?.(options, now);
  if (magic) throw new Refusal(magic.status, magic.body, magic.headers, apiKey);
  if (options.keys.length > 0 && !options.keys.includes(apiKey) && !(await isAccepted(apiKey)))
    throw new Refusal(wrongKey.status, wrongKey.body);
  return { apiKey, headers: limit(method, apiKey, options, rates, now) };
}

function limit(method: string, apiKey: string, options: DiditOptions, rates: RateWindow, now: number) {
  if (options.rateLimit === "off") return {};
  const isRead = method === "GET" || method === "HEAD";
  const allowed = isRead ? options.readsPerMinute : options.writesPerMinute;
  const state = rates.take(`${isRead ? "read" : "write"} ${apiKey}`, allowed, now);
  const headers = {
    "x-ratelimit-limit": String(state.limit),
    "x-ratelimit-remaining": String(state.remaining),
    "x-ratelimit-reset": String(state.resetSeconds),
  };
  if (state.isExceeded && options.rateLimit === "enforce") {
    const waitSeconds = Math.max(1, state.resetSeconds - Math.floor(now / 1000));
    const refusal = toRateLimited(waitSeconds, allowed, now);
    throw new Refusal(refusal.status, refusal.body, refusal.headers);
  }
  return headers;
}

function toText(value: string | string[] | undefined): string | undefined {
  const text = Array.isArray(value) ? value[0] : value;
  return text?.trim() || undefined;
}
