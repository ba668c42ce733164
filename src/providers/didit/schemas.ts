import Type, { type TSchema } from "typebox";
import type { Edition } from "./edition.ts";
import { type Feature, listRisks } from "./risks.ts";

const nullable = <T extends TSchema>(schema: T) => Type.Union([Type.Null(), schema]);
const words = (list: readonly string[]) => Type.Enum([...list] as [string, ...string[]]);

const entity2025 = {
  age: Type.Number({ description: "Years." }),
  bbox: Type.Array(Type.Integer(), { minItems: 4, maxItems: 4, description: "x1, y1, x2, y2 in pixels." }),
  confidence: Type.Number({ minimum: 0, maximum: 1 }),
  gender: words(["male", "female"]),
};
const entity2026 = {
  bbox: entity2025.bbox,
  confidence: entity2025.confidence,
  age: entity2025.age,
  gender: entity2025.gender,
  race: Type.Null(),
};

/** Schemas of the two answers in one edition; the order of the keys is the order on the wire. */
export function createSchemas(edition: Edition) {
  const is2025 = edition.name === "2025-05";
  const Image = Type.Object({
    entities: Type.Array(Type.Object(is2025 ? entity2025 : entity2026)),
    best_angle: Type.Enum([0, 90, 180, 270]),
  });
  const Warning = (feature: Feature) => {
    const texts = {
      log_type: words(["error", "warning", "information"]),
      short_description: Type.String(),
      long_description: Type.String(),
    };
    const risk = words(listRisks(feature));
    if (is2025) return Type.Object({ risk, ...texts });
    return Type.Object({ risk, feature: Type.Literal(feature), additional_data: Type.Unknown(), ...texts });
  };
  const extras = is2025 ? {} : { vendor_data: nullable(Type.String()), metadata: Type.Unknown() };
  const created = { created_at: Type.String() };
  const PassiveLiveness = Type.Object({
    request_id: Type.String(),
    liveness: Type.Object({
      status: words(["Approved", "Declined"]),
      method: Type.Literal("PASSIVE"),
      score: nullable(Type.Integer({ minimum: 0, maximum: 100 })),
      user_image: Image,
      warnings: Type.Array(Warning("LIVENESS")),
      face_quality: nullable(Type.Number({ minimum: 0, maximum: 100 })),
      face_luminance: nullable(Type.Number({ minimum: 0, maximum: 100 })),
    }),
    ...extras,
    ...created,
  });
  const matchScore = { minimum: 0, maximum: 100 };
  const FaceMatch = Type.Object({
    request_id: Type.String(),
    face_match: Type.Object({
      status: words(
        edition.hasReviewStatus ? ["Approved", "Declined", "In Review"] : ["Approved", "Declined"],
      ),
      score: nullable(is2025 ? Type.Integer(matchScore) : Type.Number(matchScore)),
      user_image: Image,
      ref_image: Image,
      warnings: Type.Array(Warning("FACEMATCH")),
    }),
    ...extras,
    ...created,
  });
  return { PassiveLiveness, FaceMatch };
}
