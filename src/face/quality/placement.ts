import type { BoundingBox, HeadPose, RgbImage } from "../facts.ts";
import type { FaceGeometry } from "../landmarks.ts";
import { toComponent, toLogistic } from "./curve.ts";

/** Where and how large the head is in the picture, 0..100 each. */
export type Placement = {
  readonly interEyeDistance: number;
  readonly headSize: number;
  readonly leftwardCrop: number;
  readonly rightwardCrop: number;
  readonly marginAbove: number;
  readonly marginBelow: number;
};

/**
 * The components of ISO/IEC 29794-5 about size and position (OFIQ 1.0). The inter-eye distance counts in
 * pixels of the upload, hence `uploadScale`, and is divided by the cosine of the yaw.
 */
export function measurePlacement(
  image: RgbImage,
  geometry: FaceGeometry,
  pose: HeadPose,
  uploadScale: number,
): Placement {
  const { leftEye, rightEye, eyeMidpoint, interEyePx, eyeToChinPx } = geometry;
  const frontalEyePx = (interEyePx * uploadScale) / Math.max(0.2, Math.cos((pose.yawDeg * Math.PI) / 180));
  const height = eyeToChinPx / image.heightPx;
  const above = eyeMidpoint.y / eyeToChinPx;
  const below = (image.heightPx - eyeMidpoint.y) / eyeToChinPx;
  return {
    interEyeDistance: toComponent(100 * toLogistic(frontalEyePx, 70, 20)),
    headSize: toComponent(200 * (1 - toLogistic(Math.abs(height - 0.45), 0, 0.05))),
    leftwardCrop: toComponent(100 * toLogistic(leftEye.x / interEyePx, 0.9, 0.1)),
    rightwardCrop: toComponent(100 * toLogistic((image.widthPx - rightEye.x) / interEyePx, 0.9, 0.1)),
    marginAbove: toComponent(100 * toLogistic(above, 1.4, 0.1)),
    marginBelow: toComponent(100 * toLogistic(below, 1.8, 0.1)),
  };
}

/**
 * Single face present, 0..100 (ISO/IEC 29794-5): 100 (1 - x), x being the area of the largest other face over
 * that of this one.
 */
export function measureSingleFace(box: BoundingBox, otherBoxes: readonly BoundingBox[]): number {
  const area = Math.max(1, box.width * box.height);
  const other = otherBoxes.reduce((largest, { width, height }) => Math.max(largest, width * height), 0);
  return toComponent(100 * (1 - other / area));
}

/** Head pose component of ISO/IEC 29794-5, 0..100: 100 max(0, cos x)^2. */
export function measurePoseComponent(angleDeg: number): number {
  return toComponent(100 * Math.max(0, Math.cos((angleDeg * Math.PI) / 180)) ** 2);
}
