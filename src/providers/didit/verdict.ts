import type { Angle, Face } from "../../face/facts.ts";
import type { EnrolledFace } from "../../sandbox/enrolled-faces.ts";
import type { Action, Risk } from "./risks.ts";

/** How a check ends; passive liveness never ends In Review. */
export type Status = "Approved" | "Declined" | "In Review";

/** A warning together with what it does to the status. */
export type Finding = {
  readonly risk: Risk;
  readonly action: Action;
  /** The earlier check that it is about. */
  readonly about?: { readonly sessionId: string; readonly sessionNumber: number };
};

/** The faces of one image as the answer lists them. */
export type SeenImage = {
  readonly faces: readonly Pick<Face, "box" | "detectionScore" | "ageYears" | "gender">[];
  readonly bestAngle: Angle;
  readonly widthPx: number;
  readonly heightPx: number;
};

/** Verdict of a passive liveness check; measures are 0..100, null without a face. */
export type LivenessVerdict = {
  readonly status: Status;
  readonly score: number | null;
  readonly image: SeenImage;
  readonly findings: readonly Finding[];
  readonly faceQuality: number | null;
  readonly faceLuminance: number | null;
  /** Of the findings those that came from faces seen before. */
  readonly screened: readonly Finding[];
};

/** Verdict of a face match; the score is 0..100, null when a face is missing. */
export type MatchVerdict = {
  readonly status: Status;
  readonly score: number | null;
  readonly probe: SeenImage;
  readonly reference: SeenImage;
  readonly findings: readonly Finding[];
};

/** Verdict of an age estimation; the score is 0..100, null without a face, as is the age. */
export type AgeVerdict = {
  readonly status: Status;
  readonly score: number | null;
  readonly image: SeenImage;
  readonly ageYears: number | null;
  readonly findings: readonly Finding[];
};

/** An enrolled face that a search found, with its similarity 0..100. */
export type SearchMatch = {
  /** Undefined for one that a scenario made up. */
  readonly face: EnrolledFace | undefined;
  readonly similarity: number;
  readonly isBlocked: boolean;
};

/** Verdict of a face search; the matches are all that were found, in the order of the answer. */
export type SearchVerdict = {
  readonly status: Status;
  readonly image: SeenImage;
  readonly matches: readonly SearchMatch[];
  readonly findings: readonly Finding[];
};

/** Declined when a finding declines, In Review when one asks for review and the endpoint knows that status. */
export function toStatus(findings: readonly Finding[], knowsReview: boolean): Status {
  if (findings.some(({ action }) => action === "decline")) return "Declined";
  return knowsReview && findings.some(({ action }) => action === "review") ? "In Review" : "Approved";
}
