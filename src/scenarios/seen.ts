import type { Face, FaceFacts } from "../face/facts.ts";

const measures = {
  age: ({ ageYears }) => ageYears,
  quality: ({ unifiedQualityScore }) => unifiedQualityScore,
  luminance: ({ luminance }) => luminance,
  liveness: ({ bonaFideProbability }) => 100 * bonaFideProbability,
  occlusion: ({ occlusionProbability }) => 100 * occlusionProbability,
  yaw: ({ pose }) => pose.yawDeg,
  pitch: ({ pose }) => pose.pitchDeg,
  roll: ({ pose }) => pose.rollDeg,
  inter_pupil_distance: ({ interPupilDistancePx }) => interPupilDistancePx,
  face_width: ({ box }) => box.width,
  face_height: ({ box }) => box.height,
} as const satisfies Record<string, (face: Face) => number>;

/** Facts of the largest face that scenarios can select by: years, 0..100, degrees and pixels. */
export type SeenMeasure = keyof typeof measures;

/** The names of all measures. */
export const seenMeasures = Object.keys(measures) as SeenMeasure[];

/** What the detection found in one picture, as scenarios and the journal know it. */
export type Seen = {
  readonly faces: number;
  readonly best_angle: number;
  /** Detector's certainty about the largest face, 0..1. */
  readonly detection_score?: number;
  readonly gender?: "female" | "male";
} & { readonly [Name in SeenMeasure]?: number };

/** The facts of a picture in short: numbers are rounded to two decimals, those of a face are absent without one. */
export function toSeen({ faces, bestAngle }: FaceFacts): Seen {
  const [face] = faces;
  if (!face) return { faces: 0, best_angle: bestAngle };
  const numbers = seenMeasures.map((name) => [name, round(measures[name](face))]);
  return {
    faces: faces.length,
    best_angle: bestAngle,
    detection_score: round(face.detectionScore),
    gender: face.gender,
    ...Object.fromEntries(numbers),
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
