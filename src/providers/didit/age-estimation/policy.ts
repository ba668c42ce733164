import type { FaceFacts } from "../../../face/facts.ts";
import type { DiditOptions } from "../../../options.ts";
import type { Edition } from "../edition.ts";
import { toSeenImage } from "../policy.ts";
import type { DiditRequest } from "../request.ts";
import type { Risk } from "../risks.ts";
import type { AgeVerdict, Finding } from "../verdict.ts";

/** What the warnings of an age estimation are judged by. */
export type AgeMeasures = Omit<AgeVerdict, "status" | "findings">;
/** What a caller asks of a face. */
export type AgeLimits = Pick<DiditRequest, "threshold" | "minimumAge">;

/** The measures of an age estimation, taken from the largest face. */
export function measureAge(facts: FaceFacts): AgeMeasures {
  const [face] = facts.faces;
  return {
    image: toSeenImage(facts),
    score: face ? Math.round(face.bonaFideProbability * 100) : null,
    ageYears: face ? face.ageYears : null,
  };
}

/** The findings that the measures of an age estimation lead to, all of which decline. */
export function judgeAge(
  { score, ageYears }: Pick<AgeMeasures, "score" | "ageYears">,
  { threshold, minimumAge }: AgeLimits,
  edition: Edition,
  options: DiditOptions,
): Finding[] {
  const checks: [boolean, Risk][] = [
    [score === null, "NO_FACE_DETECTED"],
    [score !== null && score < options.faceAttackThreshold, "LIVENESS_FACE_ATTACK"],
    [score !== null && edition.declinesLiveness(score, threshold), "LOW_LIVENESS_SCORE"],
    [ageYears === null, "AGE_NOT_DETECTED"],
    [ageYears !== null && ageYears < minimumAge, "AGE_BELOW_MINIMUM"],
  ];
  return checks.filter(([holds]) => holds).map(([, risk]) => ({ risk, action: "decline" }));
}
