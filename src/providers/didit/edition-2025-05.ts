import Type from "typebox";
import { messages } from "../rest-framework/messages.ts";
import type { Edition } from "./edition.ts";
import { toConfiguredAction } from "./risks.ts";
import { entityProperties, foundFaceProperties, scoreRange, warningProperties } from "./schemas.ts";

/** What the first client programs hold in their hands. */
export const edition2025: Edition = {
  name: "2025-05",
  withoutKey: { status: 401, detail: "Invalid or missing API key" },
  thresholdInvalid: messages.integerInvalid,
  declinesLiveness: (score, threshold) => score < threshold,
  declinesMatch: (score, threshold) => score < threshold,
  toMatchScore: Math.round,
  toMissingFaceRisks: ({ reference }) =>
    reference ? ["NO_FACE_DETECTED", "NO_REFERENCE_IMAGE"] : ["NO_FACE_DETECTED"],
  toMissingFaceScore: () => null,
  toAction: toConfiguredAction,
  judgesQuality: true,
  hasReviewStatus: true,
  echoes: false,
  timeSuffix: "Z",
  toEntity: ({ age, bbox, confidence, gender }) => ({ age, bbox, confidence, gender }),
  toWarning: ({ risk, texts }) => ({ risk, ...texts }),
  toFoundFace: (face) => face,
  entitySchema: Type.Object(entityProperties),
  toWarningSchema: (feature) => {
    const { risk, ...texts } = warningProperties(feature);
    return Type.Object({ risk, ...texts });
  },
  foundFaceSchema: Type.Object(foundFaceProperties),
  matchScoreSchema: Type.Integer(scoreRange),
};
