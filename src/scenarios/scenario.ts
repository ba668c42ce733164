import type { TSchema } from "typebox";

/** What a scenario may force in one operation of a provider. Providers publish it; the loader checks files against it. */
export type OperationSpec = {
  /** Such as `didit.face-match`. */
  readonly id: string;
  /** Names of the file parts. */
  readonly images: readonly string[];
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  /** Warnings beside which the operation can never approve. */
  readonly decliningWarnings: readonly string[];
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

/** What a step makes of a call. */
export type Outcome =
  | { readonly kind: "real" }
  | { readonly kind: "overlay"; readonly overlay: Overlay }
  | { readonly kind: "error"; readonly error: string };

/** One answer of a scenario, given `times` times. */
export type Step = { readonly outcome: Outcome; readonly delayMs: number; readonly times: number };

/** A text selector: exact, `*` glob or `/regex/`; a list means any of them. */
export type TextSelector = readonly RegExp[];

/** All parts must hold. */
export type When = {
  readonly header: ReadonlyMap<string, TextSelector>;
  readonly apiKey?: TextSelector;
  readonly username?: TextSelector;
  readonly field: ReadonlyMap<string, TextSelector>;
  /** By part name; `any` stands for every part. */
  readonly file: ReadonlyMap<string, FileSelector>;
  readonly not?: When;
};

/** Conditions on one uploaded file. */
export type FileSelector = { readonly filename?: TextSelector; readonly sha256?: TextSelector };

/** A scenario, ready to match and to answer. */
export type Scenario = {
  readonly id: string;
  readonly description: string | undefined;
  /** Undefined stands for every operation. */
  readonly operations: ReadonlySet<string> | undefined;
  readonly when: When | undefined;
  readonly steps: readonly Step[];
  readonly after: "repeat-last" | "real" | "cycle" | "fail";
  readonly precedence: number;
  readonly enabled: boolean;
  /** File and line it comes from, for people. */
  readonly source: string;
};

/** What of a call scenarios can select by. */
export type Call = {
  readonly operation: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly apiKey?: string;
  readonly username?: string;
  /** Text parts by name, as typed by the contract. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly files: readonly CalledFile[];
};

/** One uploaded file as scenarios see it. */
export type CalledFile = {
  readonly name: string;
  readonly filename: string;
  /** Hex digest, computed when first asked for. */
  readonly sha256: () => string;
};
