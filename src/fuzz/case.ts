import type { WireRequest } from "./wire.ts";

/** What the cases of a run are made of. */
export type CaseKind = "bodies" | "images" | "headers" | "json";

/** All kinds of cases, in the order in which they run. */
export const caseKinds: readonly CaseKind[] = ["bodies", "images", "headers", "json"];

/**
 * What a mutation does to the answer: `keeps` what the unmutated call gets, `refused` with one of these statuses whatever else is
 * mutated, or `open` where either may be right.
 */
export type Effect = "keeps" | "open" | { readonly refused: readonly number[] };

/** What the answer to a case must be. */
export type Expectation = {
  /** Statuses that are right; undefined where every status below 500 is. */
  readonly statuses?: readonly number[];
  /** The unmutated call whose verdict the answer must have. */
  readonly sameAs?: UnmutatedCall;
  /** Operation whose published answer a 200 must be. */
  readonly operation?: string;
  /** False where the bytes are no complete request, so that the end of the connection is an answer, too. */
  readonly isAnswerDue: boolean;
  /** Whether the same bytes must get the same status again. */
  readonly isRepeatable: boolean;
};

/** A call before anything was done to it; calls of one name get one verdict. */
export type UnmutatedCall = { readonly name: string; readonly request: WireRequest };

/** One request to send, how, and what must come back. */
export type FuzzCase = {
  readonly kind: CaseKind;
  readonly number: number;
  /** What was done to the call, in order, the call's own name first. */
  readonly steps: readonly string[];
  readonly request: WireRequest;
  /** Where the bytes are cut into pieces that are sent one after the other. */
  readonly cuts: readonly number[];
  readonly expectation: Expectation;
};

/** The effect of one mutation after another. */
export function joinEffects(effects: readonly Effect[]): Effect {
  if (effects.includes("open")) return "open";
  const refusals = effects.flatMap((effect) => (typeof effect === "object" ? effect.refused : []));
  return refusals.length === 0 ? "keeps" : { refused: [...new Set(refusals)] };
}
