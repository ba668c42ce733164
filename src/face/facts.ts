/** A point in pixels, origin at the top left. */
export type Point = { readonly x: number; readonly y: number };

/** A rectangle in pixels; it may reach beyond the image. */
export type BoundingBox = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** Decoded, upright, opaque 8-bit sRGB pixels, row after row, three bytes a pixel. */
export type RgbImage = { readonly widthPx: number; readonly heightPx: number; readonly data: Uint8Array };

/** A face that the detector reports, with its certainty 0..1. */
export type Detection = { readonly box: BoundingBox; readonly detectionScore: number };

/** Clockwise turn, in degrees, that made the face upright. */
export type Angle = 0 | 90 | 180 | 270;

/** Degrees. Yaw is positive when the subject looks towards the right border of the image, pitch when up, roll when the head leans clockwise. */
export type HeadPose = { readonly yawDeg: number; readonly pitchDeg: number; readonly rollDeg: number };

/** Distances in pixels from the box to the four borders; negative where the box leaves the image. */
export type Padding = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

/** What the networks say about one detected face. */
export type FaceDescription = {
  /** The 68 points of the iBUG layout. */
  readonly landmarks: readonly Point[];
  readonly ageYears: number;
  readonly gender: "female" | "male";
  /** 0.5..1 */
  readonly genderProbability: number;
  /** 128 values; comparable by Euclidean distance. */
  readonly descriptor: Float32Array;
};

/** All that is known about one face; boxes and landmarks are in pixels of the upright upload (EXIF orientation applied, `bestAngle` undone). */
export type Face = Detection &
  FaceDescription & {
    readonly pose: HeadPose;
    readonly interPupilDistancePx: number;
    readonly padding: Padding;
    /** 0..1, probability that mouth and nose are covered. */
    readonly occlusionProbability: number;
    /** Components 0..100 named after ISO/IEC 29794-5. */
    readonly quality: QualityComponents;
    /** 0..100, documented combination of the components. */
    readonly unifiedQualityScore: number;
    /** 0..100, brightness of the face as the eye sees it; 50 is ordinary. */
    readonly luminance: number;
    /** 0..1, estimate that the presentation is bona fide. */
    readonly bonaFideProbability: number;
  };

/** Quality components, each 0 (bad) to 100 (good). */
export type QualityComponents = Readonly<Record<QualityComponentName, number>>;

/** Names as ISO/IEC 29794-5 spells them. */
export type QualityComponentName =
  | "illuminationUniformity"
  | "luminanceMean"
  | "luminanceVariance"
  | "underExposurePrevention"
  | "overExposurePrevention"
  | "dynamicRange"
  | "sharpness"
  | "naturalColour"
  | "singleFacePresent"
  | "eyesOpen"
  | "mouthClosed"
  | "interEyeDistance"
  | "headSize"
  | "leftwardCrop"
  | "rightwardCrop"
  | "marginAbove"
  | "marginBelow"
  | "headPoseYaw"
  | "headPosePitch"
  | "headPoseRoll"
  | "faceOcclusionPrevention";

/** What the engine knows about one picture. Faces are ordered by area of the box, the largest first. */
export type FaceFacts = {
  /** Pixels of the upright upload. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** 64-bit difference hash of the upright upload, 16 lower-case hexadecimal digits; absent from made-up facts. */
  readonly perceptualHash?: string;
  readonly bestAngle: Angle;
  readonly faces: readonly Face[];
};
