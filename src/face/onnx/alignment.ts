import type { BoundingBox, Point } from "../facts.ts";

/** The box around the landmarks with a tenth of its sides added on every side, in which age and gender are read. */
export function toAgeGenderBox(landmarks: readonly Point[]): BoundingBox {
  const xs = landmarks.map(({ x }) => x);
  const ys = landmarks.map(({ y }) => y);
  const left = Math.min(...xs);
  const top = Math.min(...ys);
  const width = Math.max(...xs) - left;
  const height = Math.max(...ys) - top;
  return { x: left - width / 10, y: top - height / 10, width: width * 1.2, height: height * 1.2 };
}

// dlib's layout of a face chip: the middle of eyes and mouth at (0.5, 0.43), eyes and mouth 0.45 of the side apart.
const middleX = 0.5;
const middleY = 0.43;
const eyeToMouth = 0.45;

/**
 * The square in which the descriptor is read: dlib's face chip without its rotation, as in face-api, which keeps it
 * inside the left and top borders and limits its sides by those of `landmarkCrop` plus the corner.
 */
export function toDescriptorBox(landmarks: readonly Point[], landmarkCrop: BoundingBox): BoundingBox {
  const leftEye = toCentre(landmarks.slice(36, 42));
  const rightEye = toCentre(landmarks.slice(42, 48));
  const mouth = toCentre(landmarks.slice(48, 68));
  const distance = (measureDistance(leftEye, mouth) + measureDistance(rightEye, mouth)) / 2;
  const sidePx = Math.floor(distance / eyeToMouth);
  const middle = toCentre([leftEye, rightEye, mouth]);
  const x = Math.floor(Math.max(0, middle.x - middleX * sidePx));
  const y = Math.floor(Math.max(0, middle.y - middleY * sidePx));
  return {
    x,
    y,
    width: Math.min(sidePx, landmarkCrop.width + x),
    height: Math.min(sidePx, landmarkCrop.height + y),
  };
}

function toCentre(points: readonly Point[]): Point {
  const sum = points.reduce((total, { x, y }) => ({ x: total.x + x, y: total.y + y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}

function measureDistance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
