import type { AnswerMeta } from "../provider.ts";
import type { Edition } from "./edition.ts";
import { type Feature, toShortText, toTraits } from "./risks.ts";
import type {
  AgeVerdict,
  Finding,
  LivenessVerdict,
  MatchVerdict,
  SearchMatch,
  SearchVerdict,
  SeenImage,
} from "./verdict.ts";

/** The caller's own values that the 2026-06 edition echoes. */
export type Echo = { readonly vendorData: string | undefined; readonly metadata: unknown };

const listedMatches = 5;

/** Body of a passive liveness answer. */
export function renderLiveness(verdict: LivenessVerdict, echo: Echo, meta: AnswerMeta, edition: Edition) {
  return {
    request_id: meta.requestId,
    liveness: {
      status: verdict.status,
      method: "PASSIVE",
      score: verdict.score,
      user_image: renderImage(verdict.image, edition),
      warnings: verdict.findings.map((finding) => renderWarning(finding, "LIVENESS", meta, edition)),
      face_quality: round(verdict.faceQuality, 2),
      face_luminance: round(verdict.faceLuminance, 2),
    },
    ...renderEcho(echo, edition),
    created_at: renderTime(meta.now, edition),
  };
}

/** Body of a face match answer. */
export function renderMatch(verdict: MatchVerdict, echo: Echo, meta: AnswerMeta, edition: Edition) {
  return {
    request_id: meta.requestId,
    face_match: {
      status: verdict.status,
      score: verdict.score,
      user_image: renderImage(verdict.probe, edition),
      ref_image: renderImage(verdict.reference, edition),
      warnings: verdict.findings.map((finding) => renderWarning(finding, "FACEMATCH", meta, edition)),
    },
    ...renderEcho(echo, edition),
    created_at: renderTime(meta.now, edition),
  };
}

/** Body of an age estimation answer. */
export function renderAge(verdict: AgeVerdict, echo: Echo, meta: AnswerMeta, edition: Edition) {
  return {
    request_id: meta.requestId,
    age_estimation: {
      status: verdict.status,
      method: "PASSIVE",
      score: verdict.score,
      user_image: renderImage(verdict.image, edition),
      age_estimation: round(verdict.ageYears, 2),
      warnings: verdict.findings.map((finding) => renderWarning(finding, "AGE_ESTIMATION", meta, edition)),
    },
    ...renderEcho(echo, edition),
    created_at: renderTime(meta.now, edition),
  };
}

/** Body of a face search answer, which lists the first of the matches. */
export function renderSearch(verdict: SearchVerdict, echo: Echo, meta: AnswerMeta, edition: Edition) {
  return {
    request_id: meta.requestId,
    face_search: {
      status: verdict.status,
      total_matches: verdict.matches.length,
      matches: verdict.matches
        .slice(0, listedMatches)
        .map((match) => renderMatchedFace(match, meta, edition)),
      user_image: renderImage(verdict.image, edition),
      warnings: verdict.findings.map((finding) => renderWarning(finding, "FACE_SEARCH", meta, edition)),
    },
    ...renderEcho(echo, edition),
    created_at: renderTime(meta.now, edition),
  };
}

function renderMatchedFace({ face, similarity, isBlocked }: SearchMatch, meta: AnswerMeta, edition: Edition) {
  return edition.toFoundFace({
    // A made-up face belongs to no call, so it is said to be of this one.
    session_id: face?.sessionId ?? meta.requestId,
    session_number: face?.sessionNumber ?? meta.answerNumber,
    similarity_percentage: round(similarity, 2),
    source: "session",
    vendor_data: face?.vendorData ?? null,
    verification_date: `${new Date(face?.at ?? meta.now).toISOString().slice(0, 19)}Z`,
    status: face?.status ?? "Approved",
    is_blocklisted: isBlocked,
    api_service: null,
  });
}

function renderImage({ faces, bestAngle, widthPx, heightPx }: SeenImage, { toEntity }: Edition) {
  const clamp = (value: number, limit: number) => Math.min(limit, Math.max(0, Math.round(value)));
  const entities = faces.map(({ box, detectionScore, ageYears, gender }) =>
    toEntity({
      age: round(ageYears, 2),
      bbox: [
        clamp(box.x, widthPx),
        clamp(box.y, heightPx),
        clamp(box.x + box.width, widthPx),
        clamp(box.y + box.height, heightPx),
      ],
      confidence: round(detectionScore, 3),
      gender,
    }),
  );
  return { entities, best_angle: bestAngle };
}

function renderWarning(
  { risk, action, about }: Finding,
  feature: Feature,
  meta: AnswerMeta,
  { toWarning }: Edition,
) {
  const { logType, text, points } = toTraits(risk);
  const texts = {
    log_type: action === "decline" ? ("error" as const) : logType,
    short_description: toShortText(risk),
    long_description: text,
  };
  const pointer = points && {
    // A forced finding is about no check, so it points to the call itself.
    [`${points}_session_id`]: about?.sessionId ?? meta.requestId,
    [`${points}_session_number`]: about?.sessionNumber ?? meta.answerNumber,
    api_service: null,
  };
  return toWarning({ risk, feature, pointer, texts });
}

function renderEcho({ vendorData, metadata }: Echo, { echoes }: Edition) {
  return echoes ? { vendor_data: vendorData ?? null, metadata: metadata ?? null } : {};
}

/** `now` in milliseconds with fractions, as Python's isoformat writes a UTC time with microseconds. */
function renderTime(now: number, { timeSuffix }: Edition): string {
  const seconds = new Date(now).toISOString().slice(0, 19);
  const micros = Math.min(999_999, Math.round((now - Math.floor(now / 1000) * 1000) * 1000));
  return `${seconds}.${String(micros).padStart(6, "0")}${timeSuffix}`;
}

function round<T extends number | null>(value: T, digits: number): T {
  return (value === null ? null : Math.round(value * 10 ** digits) / 10 ** digits) as T;
}
