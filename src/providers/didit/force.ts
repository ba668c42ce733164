import { createPlausibleFace } from "../../face/plausible.ts";
import type { DiditOptions } from "../../options.ts";
import type { Overlay } from "../../scenarios/scenario.ts";
import type { Edition } from "./edition.ts";
import { judgeLiveness, judgeMatch } from "./policy.ts";
import { type Risk, toTraits } from "./risks.ts";
import {
  type Finding,
  type LivenessVerdict,
  type MatchVerdict,
  type SeenImage,
  type Status,
  toStatus,
} from "./verdict.ts";

/** What a score is judged by, and the scores that stand for a clear pass and a clear failure. */
export type ScoreRule = {
  readonly threshold: number;
  readonly declines: (score: number, threshold: number) => boolean;
};

const clearPass = 95;

/** The liveness verdict as the overlay demands it, with measures that agree with the demanded warnings. */
export function forceLiveness(
  verdict: LivenessVerdict,
  overlay: Overlay,
  threshold: number,
  edition: Edition,
  options: DiditOptions,
): LivenessVerdict {
  const demanded = overlay.warnings as readonly Risk[] | undefined;
  const has = (risk: Risk) => demanded?.includes(risk) ?? false;
  const image = toSeen(
    verdict.image,
    has("NO_FACE_DETECTED"),
    demandsFace(overlay),
    has("MULTIPLE_FACES_DETECTED"),
  );
  const hasFace = image.faces.length > 0;
  const rule = { threshold, declines: edition.declinesLiveness };
  const isAttack = has("LIVENESS_FACE_ATTACK");
  const standard = toScore(
    isAttack ? 0 : verdict.score,
    overlay,
    rule,
    isAttack || has("LOW_LIVENESS_SCORE"),
  );
  const measures = {
    image,
    score: hasFace ? Math.round(overlay.score ?? standard) : null,
    faceQuality: hasFace ? toQuality(verdict.faceQuality ?? 85, has("LOW_FACE_QUALITY"), options) : null,
    faceLuminance: hasFace ? toLuminance(verdict.faceLuminance ?? 50, has, options) : null,
    screened: hasFace ? verdict.screened : [],
  };
  const judged = judgeLiveness(measures, threshold, edition, options);
  const findings = toFindings(demanded, judged, overlay.status, edition, options);
  return { ...measures, findings, status: (overlay.status as Status) ?? toStatus(findings, false) };
}

/** The match verdict as the overlay demands it, with measures that agree with the demanded warnings. */
export function forceMatch(
  verdict: MatchVerdict,
  overlay: Overlay,
  threshold: number,
  edition: Edition,
  options: DiditOptions,
  isSaved: boolean,
): MatchVerdict {
  const demanded = overlay.warnings as readonly Risk[] | undefined;
  const has = (risk: Risk) => demanded?.includes(risk) ?? false;
  const probe = toSeen(verdict.probe, has("NO_FACE_DETECTED"), demandsFace(overlay), false);
  const reference = toSeen(verdict.reference, has("NO_REFERENCE_IMAGE"), demandsFace(overlay), false);
  const hasFaces = probe.faces.length > 0 && reference.faces.length > 0;
  const rule = { threshold, declines: edition.declinesMatch };
  const wasComparable = verdict.probe.faces.length > 0 && verdict.reference.faces.length > 0;
  const isLow = has("LOW_FACE_MATCH_SIMILARITY") && overlay.status !== "In Review";
  const standard = toScore(wasComparable ? verdict.score : null, overlay, rule, isLow);
  const score = hasFaces
    ? edition.toMatchScore(overlay.score ?? standard)
    : edition.toMissingFaceScore(isSaved);
  const measures = { probe, reference, score };
  const judged = judgeMatch(measures, threshold, edition, options);
  const isReview = overlay.status === "In Review" && demanded === undefined;
  const findings: Finding[] = isReview
    ? [{ risk: "LOW_FACE_MATCH_SIMILARITY", action: "review" }]
    : toFindings(demanded, judged, overlay.status, edition, options);
  return {
    ...measures,
    findings,
    status: (overlay.status as Status) ?? toStatus(findings, edition.hasReviewStatus),
  };
}

/** Whether what the overlay demands cannot be without a face. */
export function demandsFace({ warnings, score, status }: Overlay): boolean {
  return warnings !== undefined || score !== undefined || (status !== undefined && status !== "Declined");
}

/** The image with as many faces as the overlay needs, made up where there are too few. */
export function toSeen(
  image: SeenImage,
  withoutFace: boolean,
  needsFace: boolean,
  needsTwo: boolean,
): SeenImage {
  const made = createPlausibleFace(image.widthPx, image.heightPx);
  const { width, height } = made.box;
  const second = { ...made, box: { x: 0, y: 0, width: width / 3, height: height / 3 } };
  if (withoutFace) return { ...image, faces: [] };
  const faces = needsFace && image.faces.length === 0 ? [made] : image.faces;
  return { ...image, faces: needsTwo && faces.length < 2 ? [...faces, second] : faces };
}

/** The found score when it agrees with the demand, otherwise one clearly on the demanded side of the threshold. */
export function toScore(
  found: number | null,
  overlay: Overlay,
  rule: ScoreRule,
  mustDecline: boolean,
): number {
  const { threshold, declines } = rule;
  const score = found ?? clearPass;
  const isDemanded = overlay.warnings !== undefined || overlay.status !== undefined;
  const wantsDecline = mustDecline || (overlay.status === "Declined" && overlay.warnings === undefined);
  if (!isDemanded || declines(score, threshold) === wantsDecline) return score;
  return wantsDecline
    ? Math.max(0, Math.floor(threshold * 0.4))
    : Math.max(clearPass, Math.min(100, threshold + 1));
}

function toQuality(found: number, isLow: boolean, { faceQualityThreshold }: DiditOptions): number {
  return isLow && found >= faceQualityThreshold ? faceQualityThreshold * 0.6 : found;
}

function toLuminance(found: number, has: (risk: Risk) => boolean, options: DiditOptions): number {
  const { faceLuminanceMinThreshold: minimum, faceLuminanceMaxThreshold: maximum } = options;
  if (has("LOW_FACE_LUMINANCE") && found >= minimum) return minimum * 0.6;
  if (has("HIGH_FACE_LUMINANCE") && found <= maximum) return (maximum + 100) / 2;
  return found;
}

function toFindings(
  demanded: readonly Risk[] | undefined,
  judged: readonly Finding[],
  status: string | undefined,
  edition: Edition,
  options: DiditOptions,
): Finding[] {
  if (!demanded) return judged.filter(({ action }) => status !== "Approved" || action !== "decline");
  const findings = demanded.map((risk) => ({ risk, action: edition.toAction(risk, options) }));
  const settles = (finding: Finding): Finding => {
    if (toTraits(finding.risk).alwaysDeclines) return finding;
    if (status === "Approved") return { ...finding, action: "approve" };
    if (status === "In Review") return { ...finding, action: "review" };
    return status === "Declined" && !findings.some(({ action }) => action === "decline")
      ? { ...finding, action: "decline" }
      : finding;
  };
  return findings.map(settles);
}
