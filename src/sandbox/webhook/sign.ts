import { createHmac } from "node:crypto";
import { toAsciiJson, toCanonicalJson } from "./canonical-json.ts";

/** What is posted. */
export type SignedWebhook = { readonly body: string; readonly headers: Readonly<Record<string, string>> };

/**
 * Signs a Didit webhook with its three signatures. The body is the payload with `timestamp` set to `timestampS` (seconds since
 * 1970), as the check of X-Signature-Simple reads it there; `writeBody` may write the same values as other JSON text. Throws
 * what JSON.stringify throws for a payload that is no JSON.
 */
export function signWebhook(
  payload: object,
  secret: string,
  timestampS: number,
  writeBody: (payload: object) => string = toBody,
): SignedWebhook {
  const body = writeBody({ ...payload, timestamp: timestampS });
  const content = JSON.parse(body) as Readonly<Record<string, unknown>>;
  const { timestamp, session_id: sessionId, status, webhook_type: type } = content;
  const sign = (text: string) => createHmac("sha256", secret).update(text).digest("hex");
  return {
    body,
    headers: {
      "Content-Type": "application/json",
      "User-Agent": "DiditWebhook/2.0 +https://didit.me",
      "X-Timestamp": String(timestampS),
      "X-Signature": sign(body),
      "X-Signature-V2": sign(toCanonicalJson(content)),
      "X-Signature-Simple": sign(`${timestamp}:${sessionId ?? ""}:${status ?? ""}:${type ?? ""}`),
    },
  };
}

/** Keys sorted and characters beyond ASCII escaped, as the vendor documents its bodies. */
function toBody(payload: object): string {
  return toAsciiJson(toCanonicalJson(JSON.parse(JSON.stringify(payload))));
}
