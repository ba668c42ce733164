import type { Call } from "../scenarios/call.ts";
import type { PassedOver } from "../scenarios/selection.ts";
import type { SeenPicture } from "./seen-picture.ts";

/** How an answer came to be: written while the request is on its way, read by diagnostic headers, journal and log. */
export type Notes = {
  operation?: string;
  /** What scenarios were asked about, as far as it was known. */
  call?: Call;
  /** The raw key, for sealing; never shown. */
  key?: string | undefined;
  /** Magic values and keys by which the call could name a scenario. */
  magic?: readonly string[];
  /** Names of the parts that came as text and as file. */
  parts?: { readonly texts: readonly string[]; readonly files: readonly string[] };
  outcome: OutcomeKind;
  /** Step that answered, such as `credits-run-out#1/2`, a magic value, or `none`. */
  scenario: string;
  passedOver: readonly PassedOver[];
  /** What the vendor would tolerate but its contract does not say. */
  violations: readonly string[];
  /** Id in the answer's body where it is not the request's. */
  answerId?: string;
  /** Milliseconds by stage, in order. */
  readonly timings: Record<string, number>;
  /** What was found in the pictures. */
  pictures: readonly SeenPicture[];
  /** Why the call was refused, the server itself failed or an order cannot be carried out. */
  failure?: string;
  /** Whether the vendor's contract, or strictness about it, refused the call. */
  isRefused?: boolean;
  /** Set with the record, which is made once. */
  isRecorded?: boolean;
};

/** What became of a call. */
export type OutcomeKind = "real" | "overlay" | "error" | "http" | "fault";

/** Notes of a request that has just come. */
export function createNotes(): Notes {
  return { outcome: "real", scenario: "none", passedOver: [], violations: [], timings: {}, pictures: [] };
}
