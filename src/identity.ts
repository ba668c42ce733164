import { createHash, randomBytes, randomUUID } from "node:crypto";
import { performance } from "node:perf_hooks";

/** Where ids, times and secrets come from. With a seed or a fixed time they repeat from run to run. */
export type Identity = {
  /** Milliseconds since 1970, with fractions. */
  readonly now: () => number;
  /** A new UUID; with a seed the purposes are counted apart, so that none disturbs the ids of another. */
  readonly createId: (purpose?: "call" | "admin" | "space" | "webhook") => string;
  /** Id and number of the answer to a call with this content; only with a seed does the content matter. */
  readonly toAnswerName: (given: AnswerName, content: () => string) => AnswerName;
  /** Bytes that nobody can guess, or that follow from the seed and the purpose. */
  readonly createSecret: (bytes: number, ...purpose: readonly (string | number)[]) => Buffer;
};

/** UUID and running number of one answer. */
export type AnswerName = { readonly id: string; readonly number: number };

// Numbers made from content keep clear of each other without growing beyond what clients expect of a counter.
const firstContentNumber = 1000;
const contentNumbers = 1_000_000;

/** The identity of a server; `seed` and `now` (milliseconds since 1970) fix what is otherwise new at every run. */
export function createIdentity(seed: string | null, fixedNow: number | null): Identity {
  if (Number.isNaN(fixedNow)) throw new TypeError("option now: is no time such as 2025-05-01T13:11:07Z.");
  const now = fixedNow === null ? () => performance.timeOrigin + performance.now() : () => fixedNow;
  if (seed === null)
    return {
      now,
      createId: () => randomUUID(),
      toAnswerName: (given) => given,
      createSecret: (bytes) => randomBytes(bytes),
    };
  const derive = (...words: readonly (string | number)[]) =>
    createHash("sha256")
      .update(JSON.stringify([seed, ...words]))
      .digest();
  const counts = new Map<string, number>();
  return {
    now,
    createId(purpose = "call") {
      const count = (counts.get(purpose) ?? 0) + 1;
      counts.set(purpose, count);
      return toUuid(derive(purpose, count));
    },
    // The same photo gets the same answer to the last byte, whatever other calls came before it.
    toAnswerName: (_given, content) => {
      const digest = derive("answer", content());
      return { id: toUuid(digest), number: firstContentNumber + (digest.readUInt32BE(20) % contentNumbers) };
    },
    createSecret: (bytes, ...purpose) => derive("secret", ...purpose).subarray(0, bytes),
  };
}

/** Milliseconds since 1970 of an ISO 8601 time, to the microsecond, which Date.parse would cut off; NaN for what is no time. */
export function parseTime(text: string): number {
  const micros = /\.\d{3}(\d{1,3})/.exec(text)?.[1] ?? "";
  return Date.parse(text) + Number(micros.padEnd(3, "0")) / 1000;
}

/** The first 16 bytes as a UUID of version 4. */
export function toUuid(digest: Buffer): string {
  const bytes = Buffer.from(digest.subarray(0, 16));
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
