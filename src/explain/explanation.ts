import type { CallRecord } from "../journal/record.ts";

/** One condition that a call did not fulfil. */
export type Difference = { readonly selector: string; readonly want: string; readonly got: string | null };

/** What one scenario made of a call. */
export type ExplainedScenario = {
  readonly id: string;
  readonly source: string;
  /** `answered`, `no` for one whose conditions do not hold, `passed` for one that could have answered but did not. */
  readonly verdict: "answered" | "no" | "passed";
  readonly differences: readonly Difference[];
  /** Why a scenario whose conditions hold did not answer. */
  readonly reason?: string;
  readonly hints: readonly string[];
};

/** Why a call was answered as it was. */
export type Explanation = {
  readonly call: Pick<
    CallRecord,
    | "requestId"
    | "method"
    | "path"
    | "space"
    | "operation"
    | "status"
    | "outcome"
    | "scenario"
    | "files"
    | "violations"
  >;
  /** Nearest first. */
  readonly scenarios: readonly ExplainedScenario[];
  /** How many more there are, farther away. */
  readonly omitted: number;
  readonly hints: readonly string[];
};
