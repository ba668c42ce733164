import Type from "typebox";
import { creditOptions } from "./credit-options.ts";
import { action, choice, optionalPercent, percent, texts, unit, whole } from "./option-kinds.ts";

/** Settings of the Didit provider. */
export const diditOptions = Type.Object({
  contract: choice(["2025-05", "2026-06"], "2025-05", "Edition of the Didit contract."),
  keys: texts("The only API keys that are accepted; without any, every non-empty key is."),
  maxFileBytes: Type.Integer({ minimum: 1, default: 5 * 1024 * 1024, description: "Largest image file." }),
  rateLimit: choice(
    ["headers", "enforce", "off"],
    "headers",
    "Report the rate limit in headers, also refuse calls beyond it with 429, or neither.",
  ),
  writesPerMinute: Type.Integer({ minimum: 1, default: 300, description: "Rate limit for POST, per key." }),
  readsPerMinute: Type.Integer({ minimum: 1, default: 600, description: "Rate limit for GET, per key." }),
  registrationsPerHour: whole("Accounts that one client address may register in an hour; 0 is no limit.", 5),
  ...creditOptions,
  faceLivenessScoreDeclineThreshold: percent("Used when a call does not send its own.", 30),
  faceLivenessScoreReviewThreshold: optionalPercent("Liveness scores under it get the warning but pass."),
  faceMatchScoreDeclineThreshold: percent("Used when a call does not send its own.", 30),
  ageEstimationDeclineThreshold: percent("Years; used when a call does not send its own.", 18),
  faceSearchMinSimilarity: percent("Similarity from which a face search lists an enrolled face.", 70),
  faceMatchScoreReviewThreshold: optionalPercent("Match scores under it are In Review (2025-05)."),
  faceAttackThreshold: percent("Liveness scores under it raise LIVENESS_FACE_ATTACK as well.", 5),
  faceQualityThreshold: percent("face_quality under it raises LOW_FACE_QUALITY.", 30),
  faceLuminanceMinThreshold: percent("face_luminance under it raises LOW_FACE_LUMINANCE.", 20),
  faceLuminanceMaxThreshold: percent("face_luminance over it raises HIGH_FACE_LUMINANCE.", 90),
  faceQualityWarnings: choice(
    ["edition", "always"],
    "edition",
    "Emit quality and luminance warnings as the edition does (2026-06: not) or always.",
  ),
  enrolment: Type.Boolean({
    default: true,
    description:
      "Enrol the faces of saved liveness checks and screen later ones for duplicates and blocklisted calls.",
  }),
  duplicatedFaceSimilarityThreshold: percent("Similarity from which a face raises DUPLICATED_FACE.", 90),
  possibleDuplicatedFaceSimilarityThreshold: percent(
    "Similarity from which a face raises POSSIBLE_DUPLICATED_FACE.",
    70,
  ),
  faceInBlocklistSimilarityThreshold: percent("Similarity from which a face raises FACE_IN_BLOCKLIST.", 90),
  possibleFaceInBlocklistSimilarityThreshold: percent(
    "Similarity from which a face raises POSSIBLE_FACE_IN_BLOCKLIST.",
    70,
  ),
  multipleFacesMinRelativeArea: unit("Smaller faces, as a share of the largest, do not count as several.", 0),
  actions: Type.Object({
    multipleFacesDetected: action("MULTIPLE_FACES_DETECTED"),
    duplicatedFace: action("DUPLICATED_FACE"),
    possibleDuplicatedFace: action("POSSIBLE_DUPLICATED_FACE"),
    lowFaceQuality: action("LOW_FACE_QUALITY"),
    lowFaceLuminance: action("LOW_FACE_LUMINANCE"),
    highFaceLuminance: action("HIGH_FACE_LUMINANCE"),
  }),
});
