import { createHash, randomBytes } from "node:crypto";
import type { Pattern } from "./pattern.ts";

/** A key that scenarios can ask about and that is shown by its end only. */
export type Secret = {
  /** Such as `…ined`: never more than the last four characters. */
  readonly shown: string;
  /** Equal for equal keys of one kind, for counting; tells nothing about the key. */
  readonly identity: () => string;
  /** Whether the pattern holds; undefined when that can no longer be told. */
  readonly holds: (pattern: Pattern) => boolean | undefined;
};

/** Names of headers and fields whose values are keys. */
export function isSecretName(name: string): boolean {
  return /^(authorization|proxy-authorization|cookie|x-api-key|access|refresh)$|api_?key|token|secret|password/i.test(
    name,
  );
}

/** The last characters of a key, at most four and never more than a third of it. */
export function maskSecret(text: string): string {
  const shown = Math.min(4, Math.floor(text.length / 3));
  return `…${shown === 0 ? "" : text.slice(-shown)}`;
}

/** The key of a call under way. */
export function toSecret(text: string): Secret {
  const identity = () => createHash("sha256").update(text).digest("hex");
  return { shown: maskSecret(text), identity, holds: (pattern) => pattern.holds(text) };
}

/** The key of a call that is over: the text is gone, a salted digest still tells whether an exact pattern holds. */
export function toSealedSecret(text: string): Secret {
  const salt = randomBytes(16);
  const seal = (value: string) => createHash("sha256").update(salt).update(value).digest("hex");
  const digest = seal(text);
  return {
    shown: maskSecret(text),
    identity: () => digest,
    holds: (pattern) => (pattern.isExact ? seal(pattern.text) === digest : undefined),
  };
}
