import { measureCheeks } from "./cheeks.ts";
import { measureMeanColour } from "./colour.ts";
import { toConvexHull, toPixelsInside } from "./face-mask.ts";
import type { BoundingBox, Detection, Face, FaceDescription, Padding, RgbImage } from "./facts.ts";
import { measureGeometry } from "./landmarks.ts";
import { cutLumaTile } from "./luma-tile.ts";
import { measureLuminance } from "./luminance.ts";
import { measureOcclusion } from "./occlusion.ts";
import { measureBonaFide } from "./pad/bona-fide.ts";
import { createFacePatch } from "./patch.ts";
import { measurePose } from "./pose.ts";
import { measureBlockiness } from "./quality/blockiness.ts";
import { measureExposure } from "./quality/exposure.ts";
import { measureEyesOpen, measureMouthClosed } from "./quality/expression.ts";
import { measureNaturalColour } from "./quality/natural-colour.ts";
import { measurePlacement, measurePoseComponent, measureSingleFace } from "./quality/placement.ts";
import { measureSharpness } from "./quality/sharpness.ts";
import { measureUnifiedQuality } from "./quality/unified.ts";
import { measureUniformity } from "./quality/uniformity.ts";

/** What is known about the picture around one face. */
export type FaceContext = {
  readonly otherBoxes: readonly BoundingBox[];
  /** Pixels of the upload per pixel of the image; above 1 where the upload was scaled down. */
  readonly uploadScale: number;
};

/** Side of the part of the face that is looked at pixel by pixel; more adds time, not certainty. */
const TILE_PX = 256;

/**
 * All measures that follow from pixels and landmarks, without a network. Lengths are in pixels of `image`.
 */
export function measureFace(
  image: RgbImage,
  detection: Detection,
  description: FaceDescription,
  context: FaceContext,
): Omit<Face, keyof Detection | keyof FaceDescription> {
  const { box } = detection;
  const { landmarks } = description;
  const geometry = measureGeometry(landmarks);
  const pose = measurePose(landmarks);
  const patch = createFacePatch(image, geometry, landmarks);
  const facePixels = toPixelsInside(toConvexHull(landmarks.map(patch.toPatch)), patch);
  const cheeks = measureCheeks(landmarks, geometry, patch);
  const tile = cutLumaTile(image, box, Math.min(TILE_PX, Math.max(box.width, box.height)));
  const blockiness = measureBlockiness(tile, context.uploadScale);
  const luminance = measureLuminance(patch.luminance, facePixels);
  const occlusionProbability = measureOcclusion(landmarks, patch);
  const quality = {
    ...measureExposure(patch.luminance, facePixels),
    ...measurePlacement(image, geometry, pose, context.uploadScale),
    illuminationUniformity: measureUniformity(patch.luminance, cheeks),
    sharpness: measureSharpness(patch, facePixels, blockiness),
    naturalColour: measureNaturalColour(measureMeanColour(patch, cheeks.left, cheeks.right)),
    singleFacePresent: measureSingleFace(box, context.otherBoxes),
    eyesOpen: measureEyesOpen(landmarks, geometry.eyeToChinPx),
    mouthClosed: measureMouthClosed(landmarks, geometry.eyeToChinPx),
    headPoseYaw: measurePoseComponent(pose.yawDeg),
    headPosePitch: measurePoseComponent(pose.pitchDeg),
    headPoseRoll: measurePoseComponent(pose.rollDeg),
    faceOcclusionPrevention: 100 * (1 - occlusionProbability),
  };
  return {
    pose,
    interPupilDistancePx: geometry.interEyePx,
    padding: measurePadding(image, box),
    occlusionProbability,
    quality,
    unifiedQualityScore: measureUnifiedQuality(quality, luminance),
    luminance,
    bonaFideProbability: measureBonaFide(image, box),
  };
}

function measurePadding(image: RgbImage, { x, y, width, height }: BoundingBox): Padding {
  return { left: x, top: y, right: image.widthPx - x - width, bottom: image.heightPx - y - height };
}
