import Type from "typebox";
import type { Edition } from "./edition.ts";
import { toConfiguredAction } from "./risks.ts";
import {
  entityProperties,
  foundFaceProperties,
  scoreRange,
  toWarningId,
  warningProperties,
} from "./schemas.ts";

/** What the first client programs hold in their hands. */
export const edition2025: Edition = {
  name: "2025-05",
  withoutKey: { status: 401, detail: "Invalid or missing API key" },
  hasWholeThresholds: true,
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
  entitySchema: Type.Object(entityProperties, { $id: "Entity", description: "One detected face." }),
  toWarningSchema: (feature) => {
    const { risk, ...texts } = warningProperties(feature);
    return Type.Object({ risk, ...texts }, { $id: toWarningId(feature) });
  },
  foundFaceSchema: Type.Object(foundFaceProperties, { $id: "FoundFace", description: "An enrolled face." }),
  matchScoreSchema: Type.Integer({ ...scoreRange, description: "Similarity; null when a face is missing." }),
};
