import type { DiditOptions } from "../../options.ts";
import { messages } from "../rest-framework/messages.ts";
import { type Action, type Risk, toTraits } from "./risks.ts";

/** What the dated editions of the contract do differently. Chosen once per server. */
export type Edition = {
  readonly name: DiditOptions["contract"];
  readonly withoutKey: { readonly status: number; readonly detail: string };
  readonly thresholdInvalid: string;
  /** Whether the score declines against the threshold, both 0..100. */
  readonly declinesLiveness: (score: number, threshold: number) => boolean;
  readonly declinesMatch: (score: number, threshold: number) => boolean;
  /** A similarity 0..100 as the face match reports it. */
  readonly toMatchScore: (score: number) => number;
  /** Risks reported when a face is missing, in the image or in the reference. */
  readonly toMissingFaceRisks: (missing: {
    readonly probe: boolean;
    readonly reference: boolean;
  }) => readonly Risk[];
  /** Score of a face match in which a face is missing. */
  readonly toMissingFaceScore: (isSaved: boolean) => number | null;
  /** What a risk with a configurable action does. */
  readonly toAction: (risk: Risk, options: DiditOptions) => Action;
  /** Whether quality and luminance are judged without being asked to. */
  readonly judgesQuality: boolean;
  readonly hasReviewStatus: boolean;
};

const configured = (risk: Risk, { actions }: DiditOptions): Action => {
  const { action } = toTraits(risk);
  return action === undefined ? "decline" : actions[action];
};

const edition2025: Edition = {
  name: "2025-05",
  withoutKey: { status: 401, detail: "Invalid or missing API key" },
  thresholdInvalid: messages.integerInvalid,
  declinesLiveness: (score, threshold) => score < threshold,
  declinesMatch: (score, threshold) => score < threshold,
  toMatchScore: Math.round,
  toMissingFaceRisks: ({ reference }) =>
    reference ? ["NO_FACE_DETECTED", "NO_REFERENCE_IMAGE"] : ["NO_FACE_DETECTED"],
  toMissingFaceScore: () => null,
  toAction: configured,
  judgesQuality: true,
  hasReviewStatus: true,
};

const edition2026: Edition = {
  name: "2026-06",
  withoutKey: { status: 403, detail: messages.forbidden },
  thresholdInvalid: messages.numberInvalid,
  declinesLiveness: (score, threshold) => score <= threshold,
  declinesMatch: (score, threshold) => score <= threshold,
  toMatchScore: (score) => Math.round(score * 100) / 100,
  toMissingFaceRisks: () => ["NO_REFERENCE_IMAGE"],
  toMissingFaceScore: (isSaved) => (isSaved ? null : 0),
  toAction: (risk, options) => {
    const neverDeclines = risk === "MULTIPLE_FACES_DETECTED" || toTraits(risk).points === "duplicated";
    return neverDeclines ? "approve" : configured(risk, options);
  },
  judgesQuality: false,
  hasReviewStatus: false,
};

/** The edition that the options name. */
export function toEdition({ contract }: DiditOptions): Edition {
  return contract === "2025-05" ? edition2025 : edition2026;
}
