import Type, { type TSchema } from "typebox";
import type { Edition } from "./edition.ts";
import { type Feature, listRisks } from "./risks.ts";

const nullable = <T extends TSchema>(schema: T) => Type.Union([Type.Null(), schema]);
const words = (list: readonly string[]) => Type.Enum([...list] as [string, ...string[]]);

/** Bounds of every score and measure. */
export const scoreRange = { minimum: 0, maximum: 100 };

/** What an entity has in every edition. */
export const entityProperties = {
  age: Type.Number({ description: "Years." }),
  bbox: Type.Array(Type.Integer(), { minItems: 4, maxItems: 4, description: "x1, y1, x2, y2 in pixels." }),
  confidence: Type.Number({ minimum: 0, maximum: 1 }),
  gender: words(["male", "female"]),
};

/** What a found face has in every edition. */
export const foundFaceProperties = {
  session_id: Type.String(),
  session_number: Type.Integer(),
  similarity_percentage: Type.Number(scoreRange),
  source: Type.Literal("session"),
  vendor_data: nullable(Type.String()),
  verification_date: Type.String(),
  status: Type.String(),
  is_blocklisted: Type.Boolean(),
  api_service: Type.Null(),
};

/** What a warning of the endpoint has in every edition. */
export function warningProperties(feature: Feature) {
  return {
    risk: words(listRisks(feature)),
    log_type: words(["error", "warning", "information"]),
    short_description: Type.String(),
    long_description: Type.String(),
  };
}

/** Schemas of the answers in one edition; the order of the keys is the order on the wire. */
export function createSchemas(edition: Edition) {
  const { echoes, entitySchema, foundFaceSchema, hasReviewStatus, matchScoreSchema, toWarningSchema } =
    edition;
  const Image = Type.Object({
    entities: Type.Array(entitySchema),
    best_angle: Type.Enum([0, 90, 180, 270]),
  });
  const measure = nullable(Type.Number(scoreRange));
  const tail = {
    ...(echoes ? { vendor_data: nullable(Type.String()), metadata: Type.Unknown() } : {}),
    created_at: Type.String(),
  };
  const PassiveLiveness = Type.Object({
    request_id: Type.String(),
    liveness: Type.Object({
      status: words(["Approved", "Declined"]),
      method: Type.Literal("PASSIVE"),
      score: nullable(Type.Integer(scoreRange)),
      user_image: Image,
      warnings: Type.Array(toWarningSchema("LIVENESS")),
      face_quality: measure,
      face_luminance: measure,
    }),
    ...tail,
  });
  const FaceMatch = Type.Object({
    request_id: Type.String(),
    face_match: Type.Object({
      status: words(hasReviewStatus ? ["Approved", "Declined", "In Review"] : ["Approved", "Declined"]),
      score: nullable(matchScoreSchema),
      user_image: Image,
      ref_image: Image,
      warnings: Type.Array(toWarningSchema("FACEMATCH")),
    }),
    ...tail,
  });
  const FaceSearch = Type.Object({
    request_id: Type.String(),
    face_search: Type.Object({
      status: words(["Approved", "Declined"]),
      total_matches: Type.Integer({ minimum: 0 }),
      matches: Type.Array(foundFaceSchema, { maxItems: 5 }),
      user_image: Image,
      warnings: Type.Array(toWarningSchema("FACE_SEARCH")),
    }),
    ...tail,
  });
  const AgeEstimation = Type.Object({
    request_id: Type.String(),
    age_estimation: Type.Object({
      status: words(["Approved", "Declined"]),
      method: Type.Literal("PASSIVE"),
      score: nullable(Type.Integer(scoreRange)),
      user_image: Image,
      age_estimation: nullable(Type.Number({ description: "Years." })),
      warnings: Type.Array(toWarningSchema("AGE_ESTIMATION")),
    }),
    ...tail,
  });
  return { PassiveLiveness, FaceMatch, FaceSearch, AgeEstimation };
}
