import type { Call } from "./call.ts";
import type { OperationSpec, Scenario, Stage, Step } from "./scenario.ts";

/** The step that answers a call. */
export type Selection = {
  /** Undefined for a magic value that orders an outcome of its own. */
  readonly scenario: Scenario | undefined;
  readonly step: Step;
  /** How late the answer comes this time. */
  readonly delayMs: number;
  /** How it is named in diagnostics, such as `credits-run-out#1/2`. */
  readonly label: string;
};

/** A scenario that could have answered but let the call pass. */
export type PassedOver = { readonly id: string; readonly why: string };

/** What the scenarios make of a call at one stage. */
export type Decision = {
  readonly selection?: Selection;
  readonly passedOver: readonly PassedOver[];
  /** A scenario in `after: fail` has no step left for the call; the message says so. */
  readonly exhausted?: { readonly label: string; readonly message: string };
};

/** Values by which a call can name a scenario or order an outcome besides the header. */
export type Names = { readonly key?: string; readonly magic: readonly (string | undefined)[] };

/** A call at one stage of its way. */
export type Question = {
  readonly call: Call;
  readonly spec: OperationSpec;
  readonly names: Names;
  readonly stage: Stage;
};

/** A scenario in `after: fail` was called more often than it has steps. */
export class ExhaustedError extends Error {
  override readonly name = "ExhaustedError";
  readonly label: string;

  constructor({ label, message }: NonNullable<Decision["exhausted"]>) {
    super(message);
    this.label = label;
  }
}
