import type { ProviderName } from "./question.ts";
import type { Shape } from "./shape.ts";
import type { WireValue } from "./wire-json.ts";

/** How sure it is: the vendor says so, an answer was recorded, client programs rely on it, or it is inferred. */
export type Confidence = "documented" | "recorded" | "clients" | "inferred";

/** Who says so. */
export type Source = { readonly page: string; readonly confidence: Confidence };

/** What an answer has to be like; parts that are left out may be anything. */
export type Expectation = {
  readonly status?: number;
  /** By name in lower case; null for one that must not be there. */
  readonly headers?: Readonly<Record<string, Shape | null>>;
  /** By path in the body, an empty path being the whole. */
  readonly body?: Readonly<Record<string, Shape>>;
  /** Paths that must not be there. */
  readonly absent?: readonly string[];
  /** A relation between values that no shape can say; the result says what is wrong. */
  readonly relation?: (body: WireValue) => string | undefined;
};

/** One statement of the contract about the answer to one question. */
export type Case = {
  /** The id of its question, a slash and a name of its own. */
  readonly id: string;
  readonly question: string;
  readonly provider: ProviderName;
  readonly says: string;
  readonly source: Source;
  readonly expect: Expectation;
};

/** The cases of a provider in one edition of its contract. */
export type EditionCases = {
  readonly provider: ProviderName;
  readonly edition: string;
  readonly cases: readonly Case[];
};

/** A maker of cases about one question. */
export function about(question: string, provider: ProviderName) {
  return (name: string, says: string, source: Source, expect: Expectation): Case => ({
    id: `${question}/${name}`,
    question,
    provider,
    says,
    source,
    expect,
  });
}
