/** A code on its way to its reader; the time is in milliseconds since 1970. */
export type SentCode = { readonly text: string; readonly sentAt: number };

/** What is to be said of a code that was handed in. */
export type CodeVerdict = "right" | "wrong" | "expired";

/** Characters of a code. */
export const codeLength = 6;

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const lifeMs = 15 * 60_000;
const coolDownMs = 60_000;

/** A code such as A3K9F2, made from as many secret bytes. */
export function toCode(secret: Buffer): string {
  return [...secret.subarray(0, codeLength)].map((byte) => alphabet[byte % alphabet.length]).join("");
}

/** Whether `text` is the code that was sent last. Only who has the right one learns that it is too late. */
export function judgeCode({ text: sent, sentAt }: SentCode, text: string, now: number): CodeVerdict {
  if (text !== sent) return "wrong";
  return now - sentAt < lifeMs ? "right" : "expired";
}

/** Milliseconds until another code may be asked for. */
export function toCoolDownMs({ sentAt }: SentCode, now: number): number {
  return Math.max(0, sentAt + coolDownMs - now);
}
