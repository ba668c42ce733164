import { measureDistance, toSimilarity } from "../../face/comparison.ts";
import type { FaceFacts } from "../../face/facts.ts";
import type { DiditOptions } from "../../options.ts";
import type { Edition } from "./edition.ts";
import { type Action, listRisks, type Risk } from "./risks.ts";
import type { Finding, LivenessVerdict, MatchVerdict, SeenImage } from "./verdict.ts";

/** What the warnings of a check are judged by. */
export type LivenessMeasures = Omit<LivenessVerdict, "status" | "findings">;
/** What the warnings of a face match are judged by. */
export type MatchMeasures = Omit<MatchVerdict, "status" | "findings">;

/** The measures of a liveness check, taken from the largest face. */
export function measureLiveness(facts: FaceFacts, screened: readonly Finding[] = []): LivenessMeasures {
  const [face] = facts.faces;
  return {
    image: toSeenImage(facts),
    score: face ? Math.round(face.bonaFideProbability * 100) : null,
    faceQuality: face ? face.unifiedQualityScore : null,
    faceLuminance: face ? face.luminance : null,
    screened: face ? screened : [],
  };
}

/** The measures of a face match, taken from the largest face of each image. */
export function measureMatch(
  probe: FaceFacts,
  reference: FaceFacts,
  edition: Edition,
  isSaved: boolean,
): MatchMeasures {
  const [probeFace] = probe.faces;
  const [referenceFace] = reference.faces;
  const isComparable = probeFace !== undefined && referenceFace !== undefined;
  const score = isComparable
    ? edition.toMatchScore(
        100 * toSimilarity(measureDistance(probeFace.descriptor, referenceFace.descriptor)),
      )
    : edition.toMissingFaceScore(isSaved);
  return { probe: toSeenImage(probe), reference: toSeenImage(reference), score };
}

/** The findings that the measures of a liveness check lead to. */
export function judgeLiveness(
  { image, score, faceQuality, faceLuminance, screened }: LivenessMeasures,
  threshold: number,
  edition: Edition,
  options: DiditOptions,
): Finding[] {
  if (score === null || faceQuality === null || faceLuminance === null)
    return [{ risk: "NO_FACE_DETECTED", action: "decline" }];
  const judgesQuality = edition.judgesQuality || options.faceQualityWarnings === "always";
  const review = options.faceLivenessScoreReviewThreshold;
  const configurable: [boolean, Risk][] = [
    [isSeveral(image, options.multipleFacesMinRelativeArea), "MULTIPLE_FACES_DETECTED"],
    [judgesQuality && faceQuality < options.faceQualityThreshold, "LOW_FACE_QUALITY"],
    [judgesQuality && faceLuminance < options.faceLuminanceMinThreshold, "LOW_FACE_LUMINANCE"],
    [judgesQuality && faceLuminance > options.faceLuminanceMaxThreshold, "HIGH_FACE_LUMINANCE"],
  ];
  const findings: Finding[] = [
    ...(score < options.faceAttackThreshold
      ? [{ risk: "LIVENESS_FACE_ATTACK", action: "decline" } as const]
      : []),
    ...toScoreFinding(
      "LOW_LIVENESS_SCORE",
      edition.declinesLiveness(score, threshold),
      isUnder(score, review),
    ),
    ...configurable
      .filter(([holds]) => holds)
      .map(([, risk]) => ({ risk, action: edition.toAction(risk, options) })),
    ...screened,
  ];
  const order = listRisks("LIVENESS");
  return findings.sort((a, b) => order.indexOf(a.risk) - order.indexOf(b.risk));
}

/** The findings that the measures of a face match lead to. */
export function judgeMatch(
  { probe, reference, score }: MatchMeasures,
  threshold: number,
  edition: Edition,
  options: DiditOptions,
): Finding[] {
  const missing = { probe: probe.faces.length === 0, reference: reference.faces.length === 0 };
  if (missing.probe || missing.reference || score === null)
    return edition.toMissingFaceRisks(missing).map((risk) => ({ risk, action: "decline" }));
  const needsReview = edition.hasReviewStatus && isUnder(score, options.faceMatchScoreReviewThreshold);
  return toScoreFinding("LOW_FACE_MATCH_SIMILARITY", edition.declinesMatch(score, threshold), needsReview);
}

function toScoreFinding(risk: Risk, declines: boolean, needsReview: boolean): Finding[] {
  const action: Action = declines ? "decline" : "review";
  return declines || needsReview ? [{ risk, action }] : [];
}

function isUnder(score: number, threshold: number | null): boolean {
  return threshold !== null && score < threshold;
}

/** Whether the image shows more than one face of some size, as a share of the largest. */
export function isSeveral({ faces }: SeenImage, minRelativeArea: number): boolean {
  const areas = faces.map(({ box }) => box.width * box.height);
  const [largest = 0] = areas;
  return areas.filter((area) => area >= minRelativeArea * largest).length > 1;
}

/** The part of the facts that answers show. */
export function toSeenImage({ faces, bestAngle, widthPx, heightPx }: FaceFacts): SeenImage {
  return { faces, bestAngle, widthPx, heightPx };
}
