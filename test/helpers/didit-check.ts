import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

/** Which of a webhook's signatures are right, checked by the steps that Didit documents for receivers in Node. */
export type DiditCheck = {
  readonly isFresh: boolean;
  readonly raw: boolean;
  readonly v2: boolean;
  readonly simple: boolean;
};

/** Checks a webhook as a receiver does; `nowS` are seconds since 1970. */
export function checkDiditWebhook(
  headers: IncomingHttpHeaders,
  body: string,
  secret: string,
  nowS: number,
): DiditCheck {
  const parsed = JSON.parse(body);
  const isSigned = (text: string, name: string) => {
    const expected = createHmac("sha256", secret).update(text, "utf8").digest("hex");
    const given = String(headers[name]);
    return given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));
  };
  const simple = [parsed.timestamp, parsed.session_id, parsed.status, parsed.webhook_type];
  return {
    isFresh: Math.abs(nowS - Number(headers["x-timestamp"])) <= 300,
    raw: isSigned(body, "x-signature"),
    v2: isSigned(JSON.stringify(sortKeys(shortenFloats(parsed))), "x-signature-v2"),
    simple: isSigned(simple.map((part) => part ?? "").join(":"), "x-signature-simple"),
  };
}

function shortenFloats(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(shortenFloats);
  if (data !== null && typeof data === "object")
    return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, shortenFloats(value)]));
  if (typeof data === "number" && !Number.isInteger(data) && data % 1 === 0) return Math.trunc(data);
  return data;
}

function sortKeys(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(sortKeys);
  if (data === null || typeof data !== "object") return data;
  const sorted: Record<string, unknown> = {};
  for (const key of Object.keys(data).sort()) sorted[key] = sortKeys((data as Record<string, unknown>)[key]);
  return sorted;
}
