/**
 * How grave a difference is. `structural`: another status, header, key, type or order. `value`: the same form with another value.
 * `expected`: ids, times and measures, which differ between any two servers.
 */
export type Judgement = "structural" | "value" | "expected";

/** One difference between two answers to the same question; undefined stands for no value at all. */
export type Difference = {
  readonly question: string;
  /** In the body, or `status`, `header allow`, `body`. */
  readonly path: string;
  readonly what: string;
  readonly service: string | undefined;
  readonly emulator: string | undefined;
  readonly judgement: Judgement;
};
