import type { DiditOptions } from "../../../options.ts";
import type { Overlay } from "../../../scenarios/scenario.ts";
import type { Edition } from "../edition.ts";
import { demandsFace, toScore, toSeen } from "../force.ts";
import type { Risk } from "../risks.ts";
import { type AgeVerdict, type Finding, type Status, toStatus } from "../verdict.ts";
import { type AgeLimits, judgeAge } from "./policy.ts";

// Years by which a made-up age stands clear of the minimum.
const clearOf = 7;

/** The age verdict as the overlay demands it, with measures that agree with the demanded warnings. */
export function forceAge(
  verdict: AgeVerdict,
  overlay: Overlay,
  limits: AgeLimits,
  edition: Edition,
  options: DiditOptions,
): AgeVerdict {
  const demanded = overlay.warnings as readonly Risk[] | undefined;
  const has = (risk: Risk) => demanded?.includes(risk) ?? false;
  // The entities are what the age was estimated of: without an age there are none, though the face may be live.
  const isAgeless = has("NO_FACE_DETECTED") || has("AGE_NOT_DETECTED");
  const seen = toSeen(verdict.image, isAgeless, demandsFace(overlay), false);
  const [face, ...others] = seen.faces;
  const ageYears = face ? toAge(face.ageYears, overlay, limits) : null;
  const image = face && ageYears !== null ? { ...seen, faces: [{ ...face, ageYears }, ...others] } : seen;
  const isScored = face !== undefined || (has("AGE_NOT_DETECTED") && !has("NO_FACE_DETECTED"));
  const isAttack = has("LIVENESS_FACE_ATTACK");
  const rule = { threshold: limits.threshold, declines: edition.declinesLiveness };
  const found = isAttack ? 0 : verdict.score;
  const standard = toScore(found, overlay, rule, isAttack || has("LOW_LIVENESS_SCORE"));
  const measures = { image, ageYears, score: isScored ? Math.round(overlay.score ?? standard) : null };
  const findings = toFindings(demanded, overlay, () => judgeAge(measures, limits, edition, options));
  return { ...measures, findings, status: (overlay.status as Status) ?? toStatus(findings, false) };
}

/** The found age when it agrees with the demand, otherwise one clearly on the demanded side of the minimum. */
function toAge(found: number, { warnings, status }: Overlay, { minimumAge }: AgeLimits): number {
  if (warnings?.includes("AGE_BELOW_MINIMUM"))
    return found < minimumAge ? found : Math.max(minimumAge / 2, minimumAge - clearOf);
  const mustBeOldEnough = warnings !== undefined || status === "Approved";
  return mustBeOldEnough && found < minimumAge ? minimumAge + clearOf : found;
}

function toFindings(
  demanded: readonly Risk[] | undefined,
  { status }: Overlay,
  judge: () => Finding[],
): Finding[] {
  if (demanded) return demanded.map((risk) => ({ risk, action: "decline" }));
  return status === "Approved" ? [] : judge();
}
