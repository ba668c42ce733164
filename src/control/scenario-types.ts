import type { WrittenOutcome, WrittenScenario, WrittenWhen } from "../scenarios/schema.ts";
import type { ErrorName, OperationId, StatusName, WarningName } from "./words.ts";

/** Exact text, a `*` glob or a `/regex/`; a list means any of them. */
export type Selector = string | number | boolean | readonly (string | number | boolean)[];

/** A number, or a range such as `">=2"` or `"2-4"`. */
export type Amount = number | string;

/** A time such as `"800ms"` or `"2s"`, or a distribution of such times. */
export type Delay = NonNullable<WrittenScenario["delay"]>;

/** When a scenario answers: before the key is checked, before the fields are, or after both. */
export type Stage = NonNullable<WrittenScenario["stage"]>;

/** What is known of an uploaded file without looking at a face. */
export type FileCondition = NonNullable<WrittenWhen["file"]>[string];

/** What the networks see in a picture: `faces`, `age`, `gender`, `quality`, `yaw` and so on. */
export type SeenCondition = NonNullable<WrittenWhen["seen"]>[string];

/** Which calls are meant; all that is said must hold. */
export type Condition = {
  /** Request headers by name. */
  readonly header?: Readonly<Record<string, Selector>>;
  /** Didit's key, whole. */
  readonly api_key?: Selector;
  /** Apptenticate's user. */
  readonly username?: Selector;
  /** Didit's `vendor_data`. */
  readonly vendor_data?: Selector;
  /** Apptenticate's `device`. */
  readonly device?: Selector;
  /** Any text part by its name. */
  readonly field?: Readonly<Record<string, Selector>>;
  /** File parts by name: file name, format, size, pixels, sha256 or perceptual hash. */
  readonly file?: Readonly<Record<string, FileCondition>>;
  /** What the networks see in file parts, by name of the part. */
  readonly seen?: Readonly<Record<string, SeenCondition>>;
};

/** Which calls a scenario answers. */
export type When = Condition & {
  /** The number of the call among those that fit, from 1. */
  readonly call?: Amount;
  /** None of this may hold. */
  readonly not?: Condition;
};

/** Adjusts what the detection found; the rest of the answer follows suit. */
export type Overlay = {
  /** Didit: the warnings to raise, and no others. */
  readonly warnings?: readonly WarningName[];
  /** Didit: 0..100. */
  readonly score?: number;
  /** Apptenticate: 700 to 715. */
  readonly code?: number;
  readonly status?: StatusName;
  /** Any value of the answer's body by its dotted path, such as `"liveness.face_quality"`. */
  readonly set?: Readonly<Record<string, unknown>>;
  /** Do not look at the photo: faces are made up, and the answer comes at once. */
  readonly detection?: "skip";
};

/** A connection that is broken on purpose. */
export type Fault = Extract<WrittenOutcome, { fault: unknown }>["fault"];

/** What a call is answered with. */
export type Outcome =
  /** Look at the photo and answer that. */
  | "real"
  /** An error of the vendor's contract, with its status and body. */
  | { readonly error: ErrorName }
  /** An answer of your own; a body that is no text is sent as JSON. */
  | {
      readonly http: {
        readonly status: number;
        readonly headers?: Readonly<Record<string, string>>;
        readonly body?: unknown;
      };
    }
  | { readonly fault: Fault }
  | Overlay;

/** How a step answers besides its outcome. */
export type Manner = {
  /** How long the answer is held back. */
  readonly delay?: Delay;
  /** How many calls are answered so, 1 or more. */
  readonly times?: number;
  /** 0..1: the share of the calls that are answered so; the others pass to the next scenario. */
  readonly chance?: number;
};

/** One answer of a sequence. */
export type Step = Manner & { readonly outcome: Outcome };

/** A scenario as it is written in a file: who is answered, what, in which order. */
export type Scenario = Manner & {
  /** Up to 100 letters, digits, dots, dashes and underscores; given by the server when left out. */
  readonly id?: string;
  readonly description?: string;
  /** One or several operations; every one when left out. */
  readonly operation?: OperationId | "*" | readonly (OperationId | "*")[];
  /** Which calls are answered; all when left out. */
  readonly when?: When;
  /** Answers one after the other; either these or `outcome`. */
  readonly steps?: readonly Step[];
  readonly outcome?: Outcome;
  /** What comes after the last step: the last one again (the default), detection, the first again, or an error. */
  readonly after?: NonNullable<WrittenScenario["after"]>;
  readonly stage?: Stage;
  /** Whose calls are counted together. */
  readonly count_per?: NonNullable<WrittenScenario["count_per"]>;
  /** How many calls it must answer; `verify()` checks it. */
  readonly expect?: { readonly calls: Amount };
  /** The larger one wins inside a layer; 0 when left out. */
  readonly precedence?: number;
  readonly enabled?: boolean;
  /** Permits what contradicts itself, such as approval beside a declining warning. */
  readonly allow_inconsistent?: boolean;
};
