/** What a server answered to one question; recordings hold the same. */
export type Exchange = {
  readonly question: string;
  readonly status: number;
  /** By name in lower case, only those that {@link keptHeaders} names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
};

/** A question that has no answer, and why. */
export type Unanswered = { readonly question: string; readonly reason: string };

/** Headers that belong to the contract; no other is looked at or kept. */
export const keptHeaders = [
  "content-type",
  "allow",
  "location",
  "www-authenticate",
  "retry-after",
  "x-ratelimit-limit",
  "x-ratelimit-remaining",
  "x-ratelimit-reset",
] as const;
