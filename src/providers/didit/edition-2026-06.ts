import Type from "typebox";
import { messages } from "../rest-framework/messages.ts";
import type { Edition } from "./edition.ts";
import { toConfiguredAction, toFeatureWord, toTraits } from "./risks.ts";
import {
  entityProperties,
  foundFaceProperties,
  nullable,
  scoreRange,
  toWarningId,
  warningProperties,
} from "./schemas.ts";

const Pointer = Type.Object(
  {
    blocklisted_session_id: Type.Optional(Type.String({ format: "uuid" })),
    blocklisted_session_number: Type.Optional(Type.Integer()),
    duplicated_session_id: Type.Optional(Type.String({ format: "uuid" })),
    duplicated_session_number: Type.Optional(Type.Integer()),
    api_service: Type.Null(),
  },
  { $id: "WarningPointer", description: "The saved call that a warning is about." },
);

/** The current public documentation. */
export const edition2026: Edition = {
  name: "2026-06",
  withoutKey: { status: 403, detail: messages.forbidden },
  hasWholeThresholds: false,
  declinesLiveness: (score, threshold) => score <= threshold,
  declinesMatch: (score, threshold) => score <= threshold,
  toMatchScore: (score) => Math.round(score * 100) / 100,
  toMissingFaceRisks: () => ["NO_REFERENCE_IMAGE"],
  toMissingFaceScore: (isSaved) => (isSaved ? null : 0),
  toAction: (risk, options) => {
    const neverDeclines = risk === "MULTIPLE_FACES_DETECTED" || toTraits(risk).points === "duplicated";
    return neverDeclines ? "approve" : toConfiguredAction(risk, options);
  },
  judgesQuality: false,
  hasReviewStatus: false,
  echoes: true,
  timeSuffix: "+00:00",
  toEntity: ({ age, bbox, confidence, gender }) => ({ bbox, confidence, age, gender, race: null }),
  toWarning: ({ risk, feature, pointer, texts }) => ({
    risk,
    feature: toFeatureWord(feature),
    additional_data: pointer ?? null,
    ...texts,
  }),
  toFoundFace: ({ status, is_blocklisted, api_service, ...face }) => ({
    ...face,
    user_details: null,
    match_image_url: null,
    status,
    is_blocklisted,
    is_allowlisted: false,
    api_service,
    vendor_user_id: null,
    biometric_template_id: null,
  }),
  entitySchema: Type.Object(
    {
      bbox: entityProperties.bbox,
      confidence: entityProperties.confidence,
      age: entityProperties.age,
      gender: entityProperties.gender,
      race: Type.Null(),
    },
    { $id: "Entity", description: "One detected face." },
  ),
  toWarningSchema: (feature) => {
    const { risk, ...texts } = warningProperties(feature);
    return Type.Object(
      {
        risk,
        feature: Type.Literal(toFeatureWord(feature)),
        additional_data: nullable(Pointer),
        ...texts,
      },
      { $id: toWarningId(feature) },
    );
  },
  foundFaceSchema: createFoundFaceSchema(),
  matchScoreSchema: Type.Number({
    ...scoreRange,
    description: "Similarity; null when a face is missing, or 0 where the call is not saved.",
  }),
};

function createFoundFaceSchema() {
  const { status, is_blocklisted, api_service, ...face } = foundFaceProperties;
  return Type.Object(
    {
      ...face,
      user_details: Type.Null(),
      match_image_url: Type.Null(),
      status,
      is_blocklisted,
      is_allowlisted: Type.Boolean(),
      api_service,
      vendor_user_id: Type.Null(),
      biometric_template_id: Type.Null(),
    },
    { $id: "FoundFace", description: "An enrolled face." },
  );
}
