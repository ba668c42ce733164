import type { Detection, FaceDescription, Point } from "./facts.ts";

/**
 * How much a described face looks like an upright one, 0 (not at all) to about 0.25.
 * The landmark network has learnt upright faces only: on a turned one it draws a collapsed mask, whose eyes and mouth
 * span a small part of the box. The box of a face that lies on its side is wider than high.
 */
export function measureUprightness(
  { box, detectionScore }: Detection,
  { landmarks }: FaceDescription,
): number {
  const left = toMean(landmarks.slice(36, 42));
  const right = toMean(landmarks.slice(42, 48));
  const mouth = toMean(landmarks.slice(48, 68));
  const eyeWidthPx = right.x - left.x;
  const eyeToMouthPx = mouth.y - (left.y + right.y) / 2;
  if (eyeWidthPx <= 0 || eyeToMouthPx <= 0) return 0;
  const shape = Math.min(1, box.height / box.width);
  return ((eyeWidthPx * eyeToMouthPx) / (box.width * box.height)) * shape * detectionScore;
}

function toMean(points: readonly Point[]): Point {
  const sum = points.reduce((total, point) => ({ x: total.x + point.x, y: total.y + point.y }), {
    x: 0,
    y: 0,
  });
  return { x: sum.x / points.length, y: sum.y / points.length };
}
