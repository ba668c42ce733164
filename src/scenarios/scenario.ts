import type { TSchema } from "typebox";
import type { Amount } from "./amount.ts";
import type { Call } from "./call.ts";
import type { Delay } from "./delay.ts";
import type { WrittenScenario } from "./schema.ts";

/** What a scenario may force in one operation of a provider. Providers publish it; the loader checks files against it. */
export type OperationSpec = {
  /** Such as `didit.face-match`. */
  readonly id: string;
  /** Names of the file parts. */
  readonly images: readonly string[];
  /** Names of the text parts that the contract knows. */
  readonly fields: readonly string[];
  /** Names that other contracts have for a part, to the name in this one. */
  readonly foreignNames: Readonly<Record<string, string>>;
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  /** Warnings beside which the operation can never approve. */
  readonly decliningWarnings: readonly string[];
  /** Warnings that say a face is missing, so that there can be no score. */
  readonly facelessWarnings: readonly string[];
  readonly statuses: readonly string[];
  /** Rejection codes, lowest to highest. */
  readonly codes: readonly number[];
  /** Whether `score` can be forced. */
  readonly scored: boolean;
  /** Schema of the answer's body, against which `set` is checked; none where nothing can be set. */
  readonly answer: TSchema | undefined;
};

/** Adjustments to what the detection found. */
export type Overlay = {
  readonly warnings?: readonly string[];
  /** 0..100 */
  readonly score?: number;
  readonly code?: number;
  readonly status?: string;
  /** Dotted path in the answer's body to the value it gets. */
  readonly set?: Readonly<Record<string, unknown>>;
  /** The networks are not asked; faces are made up. */
  readonly detection?: "skip";
};

/** An answer of the user's own; `body` is a text or JSON. */
export type OwnAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

/** How an answer is broken on its way to the client; `bytesPerSecond` is greater than 0 and may be a fraction. */
export type Fault =
  | "reset"
  | "empty"
  | "hang"
  | "truncate"
  | "garbage"
  | { readonly slow: { readonly bytesPerSecond: number } };

/** What a step makes of a call. */
export type Outcome =
  | { readonly kind: "real" }
  | { readonly kind: "overlay"; readonly overlay: Overlay }
  | { readonly kind: "error"; readonly error: string }
  | { readonly kind: "http"; readonly http: OwnAnswer }
  | { readonly kind: "fault"; readonly fault: Fault };

/** One answer of a scenario, given `times` times. */
export type Step = {
  readonly outcome: Outcome;
  readonly delay: Delay;
  readonly times: number;
  /** 0..1, how likely the step answers a call that it could answer. */
  readonly chance: number;
};

/** When in the way of a request a scenario answers: each stage skips the checks that come after it. */
export type Stage = (typeof stages)[number];

/** In the order in which a request passes them. */
export const stages = ["before_auth", "before_validation", "normal"] as const;

/** What is measured of the pictures only for scenarios that ask for it. */
export type Need = "perceptual-hash" | "detection";

/** One thing that must hold of a call. */
export type Condition = {
  /** Such as `field.vendor_data` or `file.user_image.sha256`; the first word is the kind. */
  readonly path: string;
  /** What was wanted, for people; keys are masked. */
  readonly want: string;
  /** What must be measured before it can be told. */
  readonly needs: readonly Need[];
  /** How many selectors it stands for. */
  readonly weight: number;
  /** Texts of which the call must have one, where that is all there is to it; scenarios are found by them. */
  readonly exact?: readonly string[];
  readonly holds: (call: Call) => boolean;
  /** What the call had, for people; undefined when it had nothing. */
  readonly got: (call: Call) => string | undefined;
};

/** Where a scenario comes from, the nearest first. */
export type Origin = "armed" | "run-time" | "file" | "shipped";

/** A scenario, ready to match and to answer. */
export type Scenario = {
  readonly id: string;
  readonly description: string | undefined;
  /** Undefined stands for every operation. */
  readonly operations: ReadonlySet<string> | undefined;
  /** All must hold; none hold for every call. */
  readonly conditions: readonly Condition[];
  /** Which of the calls that reach it are answered. */
  readonly call: Amount | undefined;
  readonly steps: readonly Step[];
  readonly after: "repeat-last" | "real" | "cycle" | "fail";
  readonly stage: Stage;
  readonly countPer: "scenario" | "vendor_data" | "api_key" | "image";
  /** How many calls it must answer, for verification. */
  readonly expect: Amount | undefined;
  readonly precedence: number;
  readonly enabled: boolean;
  readonly origin: Origin;
  /** File and line it comes from, for people. */
  readonly source: string;
  /** As the user wrote it. */
  readonly written: WrittenScenario;
};
