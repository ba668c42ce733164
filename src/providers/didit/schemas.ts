import Type, { type TSchema } from "typebox";
import type { Edition } from "./edition.ts";
import { type Feature, listRisks } from "./risks.ts";

/** The schema or null. */
export const nullable = <T extends TSchema>(schema: T) => Type.Union([Type.Null(), schema]);
/** One of the words. */
export const words = (list: readonly string[], options: { readonly description?: string } = {}) =>
  Type.Enum([...list] as [string, ...string[]], options);

/** The caller's own object. */
export const Metadata = Type.Record(Type.String(), Type.Unknown());

/** Bounds of every score and measure. */
export const scoreRange = { minimum: 0, maximum: 100 };

/** What an entity has in every edition. */
export const entityProperties = {
  age: Type.Number({ description: "Estimated age in years." }),
  bbox: Type.Array(Type.Integer(), {
    minItems: 4,
    maxItems: 4,
    description: "Box of the face: x1, y1, x2, y2 in pixels of the image as uploaded.",
  }),
  confidence: Type.Number({ minimum: 0, maximum: 1, description: "Certainty of the detection." }),
  gender: words(["male", "female"], { description: "Estimated gender." }),
};

/** What a found face has in every edition. */
export const foundFaceProperties = {
  session_id: Type.String({ format: "uuid", description: "The saved call that the face belongs to." }),
  session_number: Type.Integer({ description: "Its number." }),
  similarity_percentage: Type.Number({ ...scoreRange, description: "How alike the faces are." }),
  source: Type.Literal("session"),
  vendor_data: nullable(Type.String({ description: "The user of that call." })),
  verification_date: Type.String({ format: "date-time", description: "Time of that call." }),
  status: words(["Approved", "Declined", "In Review"], { description: "Status of that call." }),
  is_blocklisted: Type.Boolean({ description: "Whether the face is in the blocklist." }),
  api_service: Type.Null(),
};

/** What a warning of the endpoint has in every edition. */
export function warningProperties(feature: Feature) {
  return {
    risk: words(listRisks(feature), { description: "What the warning is about." }),
    log_type: words(["error", "warning", "information"], {
      description: "error when it declines the check.",
    }),
    short_description: Type.String({ description: "The warning in a few words." }),
    long_description: Type.String({ description: "The warning in a sentence." }),
  };
}

/** The name of a warning's schema in the documents. */
export function toWarningId(feature: Feature): string {
  const ids = {
    LIVENESS: "LivenessWarning",
    FACEMATCH: "FaceMatchWarning",
    FACE_SEARCH: "FaceSearchWarning",
    AGE_ESTIMATION: "AgeEstimationWarning",
  } as const;
  return ids[feature];
}

/** The key of a check in its answer, and the schema of what stands there. */
export function createCheckSchemas(edition: Edition) {
  const { entitySchema, foundFaceSchema, hasReviewStatus, matchScoreSchema, toWarningSchema } = edition;
  const Image = Type.Object(
    {
      entities: Type.Array(entitySchema, { description: "The faces in the image, the largest first." }),
      best_angle: Type.Enum([0, 90, 180, 270], {
        description: "By how many degrees the image was turned to find an upright face.",
      }),
    },
    { $id: "SeenImage", description: "What was found in an uploaded image." },
  );
  const toMeasure = (description: string) => nullable(Type.Number({ ...scoreRange, description }));
  const liveness = {
    status: words(["Approved", "Declined"], { description: "How the check ended." }),
    method: Type.Literal("PASSIVE", { description: "Always the same: one image was looked at." }),
    score: nullable(
      Type.Integer({ ...scoreRange, description: "Higher is more likely live; null without a face." }),
    ),
    user_image: Image,
  };
  const toWarnings = (feature: Feature) =>
    Type.Array(toWarningSchema(feature), { description: "Empty when there is nothing to warn of." });
  const Liveness = Type.Object(
    {
      ...liveness,
      warnings: toWarnings("LIVENESS"),
      face_quality: toMeasure("Quality of the face; null without a face."),
      face_luminance: toMeasure("Brightness of the face; null without a face."),
    },
    { $id: "LivenessCheck", description: "Result of a passive liveness check." },
  );
  const FaceMatch = Type.Object(
    {
      status: words(hasReviewStatus ? ["Approved", "Declined", "In Review"] : ["Approved", "Declined"], {
        description: "How the check ended.",
      }),
      score: nullable(matchScoreSchema),
      user_image: Image,
      ref_image: Image,
      warnings: toWarnings("FACEMATCH"),
    },
    { $id: "FaceMatchCheck", description: "Result of a face match." },
  );
  const FaceSearch = Type.Object(
    {
      status: words(["Approved", "Declined"], { description: "How the check ended." }),
      total_matches: Type.Integer({ minimum: 0, description: "How many faces were found." }),
      matches: Type.Array(foundFaceSchema, { maxItems: 5, description: "The first five of them." }),
      user_image: Image,
      warnings: toWarnings("FACE_SEARCH"),
    },
    { $id: "FaceSearchCheck", description: "Result of a face search." },
  );
  const AgeEstimation = Type.Object(
    {
      ...liveness,
      age_estimation: nullable(Type.Number({ description: "Estimated age in years; null without a face." })),
      warnings: toWarnings("AGE_ESTIMATION"),
    },
    { $id: "AgeEstimationCheck", description: "Result of an age estimation." },
  );
  return { Liveness, FaceMatch, FaceSearch, AgeEstimation };
}

/** Schemas of the answers in one edition; the order of the keys is the order on the wire. */
export function createSchemas(edition: Edition) {
  const { Liveness, FaceMatch, FaceSearch, AgeEstimation } = createCheckSchemas(edition);
  const head = { request_id: Type.String({ format: "uuid", description: "Id of the call." }) };
  const tail = {
    ...(edition.echoes
      ? {
          vendor_data: nullable(Type.String({ description: "As it was sent." })),
          metadata: nullable(Metadata),
        }
      : {}),
    created_at: Type.String({ format: "date-time", description: "Time of the answer, in UTC." }),
  };
  return {
    PassiveLiveness: Type.Object({ ...head, liveness: Liveness, ...tail }, { $id: "PassiveLivenessAnswer" }),
    FaceMatch: Type.Object({ ...head, face_match: FaceMatch, ...tail }, { $id: "FaceMatchAnswer" }),
    FaceSearch: Type.Object({ ...head, face_search: FaceSearch, ...tail }, { $id: "FaceSearchAnswer" }),
    AgeEstimation: Type.Object(
      { ...head, age_estimation: AgeEstimation, ...tail },
      { $id: "AgeEstimationAnswer" },
    ),
  };
}
