import type { DiditOptions } from "../../options.ts";

/** Warning codes of all endpoints. */
export type Risk = keyof typeof risks;

/** The endpoint that a warning belongs to. */
export type Feature = "LIVENESS" | "FACEMATCH" | "FACE_SEARCH" | "AGE_ESTIMATION";
/** How a warning is logged; `error` when it declines. */
export type LogType = "error" | "warning" | "information";
/** What a warning does to the check. */
export type Action = "decline" | "review" | "approve";

type RiskTraits = {
  readonly features: readonly Feature[];
  /** How it is logged while it does not decline. */
  readonly logType: LogType;
  /** The setting that says what it does; without one it declines, always or by a threshold. */
  readonly action?: keyof DiditOptions["actions"];
  /** Declines whatever the thresholds are. */
  readonly alwaysDeclines?: true;
  /** Says that a face is missing, so that nothing can be scored. */
  readonly isFaceless?: true;
  readonly text: string;
  /** Kind of record that `additional_data` points to (2026-06). */
  readonly points?: "blocklisted" | "duplicated";
};

/**
 * Every warning of the endpoints. The texts of LOW_LIVENESS_SCORE, LOW_FACE_MATCH_SIMILARITY and FACE_IN_BLOCKLIST
 * are the vendor's; the others are this project's own (FIDELITY.md, "Warning texts").
 */
export const risks = {
  NO_FACE_DETECTED: {
    features: ["LIVENESS", "FACEMATCH", "AGE_ESTIMATION"],
    logType: "error",
    alwaysDeclines: true,
    isFaceless: true,
    text: "No face could be found in the provided image, so the check could not be carried out.",
  },
  NO_REFERENCE_IMAGE: {
    features: ["FACEMATCH"],
    logType: "error",
    alwaysDeclines: true,
    isFaceless: true,
    text: "The comparison needs a face in both images, and one of them is missing or shows none.",
  },
  LIVENESS_FACE_ATTACK: {
    features: ["LIVENESS", "AGE_ESTIMATION"],
    logType: "error",
    alwaysDeclines: true,
    text: "The image looks like a presentation attack, such as a printed photo, a screen or a mask.",
  },
  FACE_IN_BLOCKLIST: {
    features: ["LIVENESS", "FACE_SEARCH"],
    logType: "error",
    alwaysDeclines: true,
    text: "The system identified a face in the blocklist, which means the face is not allowed to be verified.",
    points: "blocklisted",
  },
  POSSIBLE_FACE_IN_BLOCKLIST: {
    features: ["LIVENESS", "FACE_SEARCH"],
    logType: "error",
    alwaysDeclines: true,
    text: "The face is close to one in the blocklist and may belong to the same person.",
    points: "blocklisted",
  },
  LOW_LIVENESS_SCORE: {
    features: ["LIVENESS", "AGE_ESTIMATION"],
    logType: "warning",
    text: "The liveness check resulted in a low score, indicating potential use of non-live facial representations or poor-quality biometric data.",
  },
  AGE_NOT_DETECTED: {
    features: ["AGE_ESTIMATION"],
    logType: "error",
    alwaysDeclines: true,
    text: "No age could be estimated from the provided image.",
  },
  AGE_BELOW_MINIMUM: {
    features: ["AGE_ESTIMATION"],
    logType: "error",
    alwaysDeclines: true,
    text: "The estimated age is under the minimum that the request asks for.",
  },
  LOW_FACE_MATCH_SIMILARITY: {
    features: ["FACEMATCH"],
    logType: "warning",
    text: "The facial features of the provided image don't closely match the reference image, suggesting a potential identity mismatch.",
  },
  DUPLICATED_FACE: {
    features: ["LIVENESS", "FACE_SEARCH"],
    logType: "information",
    action: "duplicatedFace",
    text: "The face was already approved in a check of another user.",
    points: "duplicated",
  },
  POSSIBLE_DUPLICATED_FACE: {
    features: ["LIVENESS", "FACE_SEARCH"],
    logType: "information",
    action: "possibleDuplicatedFace",
    text: "The face is close to one that was approved in a check of another user.",
    points: "duplicated",
  },
  MULTIPLE_FACES_DETECTED: {
    features: ["LIVENESS", "FACE_SEARCH"],
    logType: "warning",
    action: "multipleFacesDetected",
    text: "The image shows more than one face; the largest of them was checked.",
  },
  LOW_FACE_QUALITY: {
    features: ["LIVENESS"],
    logType: "warning",
    action: "lowFaceQuality",
    text: "The quality of the face in the image is too low for a dependable check.",
  },
  LOW_FACE_LUMINANCE: {
    features: ["LIVENESS"],
    logType: "warning",
    action: "lowFaceLuminance",
    text: "The face in the image is too dark for a dependable check.",
  },
  HIGH_FACE_LUMINANCE: {
    features: ["LIVENESS"],
    logType: "warning",
    action: "highFaceLuminance",
    text: "The face in the image is too bright for a dependable check.",
  },
} as const satisfies Record<string, RiskTraits>;

/** The traits of one risk, with the optional ones visible to the compiler. */
export function toTraits(risk: Risk): RiskTraits {
  return risks[risk];
}

/** The risks of one endpoint, in the order of the table. */
export function listRisks(feature: Feature): Risk[] {
  return (Object.keys(risks) as Risk[]).filter((risk) => toTraits(risk).features.includes(feature));
}

/** The endpoint as a warning of the 2026-06 edition names it: all but the match count as liveness. */
export function toFeatureWord(feature: Feature): "LIVENESS" | "FACEMATCH" {
  return feature === "FACEMATCH" ? "FACEMATCH" : "LIVENESS";
}

/** What the options say the risk does; a risk without such an option declines. */
export function toConfiguredAction(risk: Risk, { actions }: DiditOptions): Action {
  const { action } = toTraits(risk);
  return action === undefined ? "decline" : actions[action];
}

/** `LOW_LIVENESS_SCORE` as `Low liveness score`. */
export function toShortText(risk: Risk): string {
  const words = risk.toLowerCase().replaceAll("_", " ");
  return `${words[0]?.toUpperCase()}${words.slice(1)}`;
}
