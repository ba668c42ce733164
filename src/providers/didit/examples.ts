import type { AnswerMeta } from "../provider.ts";
import type { Edition } from "./edition.ts";
import { renderDecision } from "./sessions/decision.ts";
import type { SeenImage } from "./verdict.ts";
import { renderAge, renderLiveness, renderMatch, renderSearch } from "./wire.ts";

/** The request id of the published examples. */
export const exampleId = "a1b2c3d4-e5f6-7890-1234-567890abcdef";

const earlierId = "b2c3d4e5-f6a7-8901-2345-67890abcdef1";
/** 2025-05-01T13:11:07.977806Z, the time of the published examples. */
const now = Date.UTC(2025, 4, 1, 13, 11, 7) + 977.806;
const meta: AnswerMeta = { requestId: exampleId, now, answerNumber: 1 };
const echo = { vendorData: "user-42", metadata: { plan: "basic" } };

const selfie: SeenImage = {
  faces: [
    {
      box: { x: 156, y: 234, width: 523, height: 664 },
      detectionScore: 0.717,
      ageYears: 22.16,
      gender: "male",
    },
  ],
  bestAngle: 0,
  widthPx: 1080,
  heightPx: 1440,
};
const document: SeenImage = {
  ...selfie,
  faces: [
    {
      box: { x: 40, y: 40, width: 60, height: 60 },
      detectionScore: 0.717,
      ageYears: 27.63,
      gender: "male",
    },
  ],
};
const empty: SeenImage = { ...selfie, faces: [] };
const decline = "decline" as const;

/** Answers of the checks as the edition writes them, by the check's name; the first is the published one where there is one. */
export function createAnswerExamples(edition: Edition): Record<string, Record<string, unknown>> {
  const liveness = { image: selfie, faceQuality: 85, faceLuminance: 50, screened: [] };
  const face = {
    sessionId: earlierId,
    sessionNumber: 7,
    vendorData: "user-7",
    status: "Approved",
    isBlocked: false,
    at: now,
  };
  return {
    "passive-liveness": {
      approved: renderLiveness(
        { ...liveness, status: "Approved", score: 95, findings: [] },
        echo,
        meta,
        edition,
      ),
      declined: renderLiveness(
        {
          ...liveness,
          status: "Declined",
          score: 12,
          findings: [{ risk: "LOW_LIVENESS_SCORE", action: decline }],
        },
        echo,
        meta,
        edition,
      ),
      no_face: renderLiveness(
        {
          status: "Declined",
          score: null,
          image: empty,
          faceQuality: null,
          faceLuminance: null,
          screened: [],
          findings: [{ risk: "NO_FACE_DETECTED", action: decline }],
        },
        echo,
        meta,
        edition,
      ),
    },
    "face-match": {
      approved: renderMatch(
        { status: "Approved", score: 80, probe: document, reference: selfie, findings: [] },
        echo,
        meta,
        edition,
      ),
      declined: renderMatch(
        {
          status: "Declined",
          score: 9,
          probe: document,
          reference: selfie,
          findings: [{ risk: "LOW_FACE_MATCH_SIMILARITY", action: decline }],
        },
        echo,
        meta,
        edition,
      ),
    },
    "face-search": {
      found: renderSearch(
        {
          status: "Approved",
          image: selfie,
          matches: [{ face, similarity: 93.5, isBlocked: false }],
          findings: [
            {
              risk: "DUPLICATED_FACE",
              action: "approve",
              about: { sessionId: earlierId, sessionNumber: 7 },
            },
          ],
        },
        echo,
        meta,
        edition,
      ),
      nobody: renderSearch(
        { status: "Approved", image: selfie, matches: [], findings: [] },
        echo,
        meta,
        edition,
      ),
    },
    "age-estimation": {
      approved: renderAge(
        { status: "Approved", image: selfie, score: 95, ageYears: 22.16, findings: [] },
        echo,
        meta,
        edition,
      ),
      too_young: renderAge(
        {
          status: "Declined",
          image: selfie,
          score: 95,
          ageYears: 16.4,
          findings: [{ risk: "AGE_BELOW_MINIMUM", action: decline }],
        },
        echo,
        meta,
        edition,
      ),
    },
  };
}

/** The decision on the published liveness check. */
export function toDecisionExample(edition: Edition): unknown {
  const answer = createAnswerExamples(edition)["passive-liveness"]?.approved as ReturnType<
    typeof renderLiveness
  >;
  return renderDecision({
    id: answer.request_id,
    number: 1,
    list: "liveness_checks",
    status: "Approved",
    vendorData: echo.vendorData,
    metadata: edition.echoes ? echo.metadata : null,
    createdAt: answer.created_at,
    at: now,
    check: answer.liveness,
  });
}
