import type { Face, FaceFacts, QualityComponentName } from "./facts.ts";

const components: readonly QualityComponentName[] = [
  "illuminationUniformity",
  "luminanceMean",
  "luminanceVariance",
  "underExposurePrevention",
  "overExposurePrevention",
  "dynamicRange",
  "sharpness",
  "naturalColour",
  "singleFacePresent",
  "eyesOpen",
  "mouthClosed",
  "interEyeDistance",
  "headSize",
  "leftwardCrop",
  "rightwardCrop",
  "marginAbove",
  "marginBelow",
  "headPoseYaw",
  "headPosePitch",
  "headPoseRoll",
  "faceOcclusionPrevention",
];

/** A made-up face in the middle of a picture of this size: what an ordinary good selfie would give, without looking. */
export function createPlausibleFace(widthPx: number, heightPx: number): Face {
  const width = Math.min(widthPx, heightPx) * 0.5;
  const height = Math.min(width * 1.25, heightPx);
  const box = { x: (widthPx - width) / 2, y: (heightPx - height) / 2, width, height };
  const interPupilDistancePx = width * 0.42;
  return {
    box,
    detectionScore: 0.99,
    landmarks: [],
    ageYears: 32.5,
    gender: "female",
    genderProbability: 0.95,
    descriptor: new Float32Array(128),
    pose: { yawDeg: 0, pitchDeg: 0, rollDeg: 0 },
    interPupilDistancePx,
    padding: { left: box.x, right: box.x, top: box.y, bottom: box.y },
    occlusionProbability: 0.01,
    quality: Object.fromEntries(components.map((name) => [name, 90])) as Face["quality"],
    unifiedQualityScore: 85,
    luminance: 50,
    bonaFideProbability: 0.95,
  };
}

/** Facts of a picture that nobody looked at: one plausible face. */
export function createPlausibleFacts(widthPx: number, heightPx: number): FaceFacts {
  return { widthPx, heightPx, bestAngle: 0, faces: [createPlausibleFace(widthPx, heightPx)] };
}
