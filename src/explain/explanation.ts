import type { CallRecord } from "../journal/record.ts";

/** One condition that a call did not fulfil. */
export type Difference = { readonly selector: string; readonly want: string; readonly got: string | null };

/** What one scenario made of a call. */
export type ExplainedScenario = {
  readonly id: string;
  /** File and line it comes from; `gone` for one that answered and is not loaded any more. */
  readonly source: string;
  /** `answered`, `no` for one whose conditions do not hold, `passed` for one that could have answered but did not. */
  readonly verdict: "answered" | "no" | "passed";
  readonly differences: readonly Difference[];
  /** Why a scenario whose conditions hold did not answer. */
  readonly reason?: string;
  readonly hints: readonly string[];
};

/** The call that an explanation is about; `status` is null when nothing was answered. */
export type ExplainedCall = Pick<
  CallRecord,
  | "requestId"
  | "method"
  | "path"
  | "space"
  | "operation"
  | "status"
  | "outcome"
  | "scenario"
  | "isRefused"
  | "error"
  | "files"
  | "violations"
>;

/** Why a call was answered as it was. */
export type Explanation = {
  readonly call: ExplainedCall;
  /** What is worth knowing about the call as a whole. */
  readonly hints: readonly string[];
  /** Nearest first. */
  readonly scenarios: readonly ExplainedScenario[];
  /** How many more there are, farther away. */
  readonly omitted: number;
};

/** Stands for the id of a call that was not made. */
export const dryRunId = "dry-run";
