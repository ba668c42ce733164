import type { CallRecord } from "../journal/record.ts";
import type { Times, VerifyProblem } from "../journal/verify.ts";
import type { Amount, Condition, Selector } from "./scenario-types.ts";

export type { CallRecord, Times, VerifyProblem };

/** Which recorded calls are meant; all that is said must hold, and nothing said matches every call. */
export type CallMatch = Condition & {
  /** None of this may hold. */
  readonly not?: Condition;
  /** Such as `didit.face-match`. */
  readonly operation?: Selector;
  readonly method?: Selector;
  /** Path without the space's prefix. */
  readonly path?: Selector;
  /** What became of the call: `real`, `overlay`, `error`, `http` or `fault`. */
  readonly outcome?: Selector;
  /** Id of the scenario that answered, or `none`. */
  readonly scenario?: Selector;
  /** Status of the answer, such as `403` or `">=400"`. */
  readonly status?: Amount;
  /** How many violations of the contract the call had. */
  readonly violations?: Amount;
};

/** A verification that found nothing wrong. */
export type Verification = {
  /** Calls that the space was sent, also those that the journal has forgotten. */
  readonly calls: number;
  /** What the verification could not see. */
  readonly note?: string;
};
