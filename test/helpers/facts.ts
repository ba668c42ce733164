import type { Face, FaceFacts } from "../../src/face/facts.ts";
import { createPlausibleFace } from "../../src/face/plausible.ts";

/** An ordinary selfie's face of 523 x 664 px at 156,234, as in the published example, with the given parts changed. */
export function createFace(changes: Partial<Face> = {}): Face {
  const box = changes.box ?? { x: 156, y: 234, width: 523, height: 664 };
  return {
    ...createPlausibleFace(1000, 1200),
    box,
    detectionScore: 0.717,
    ageYears: 22.16,
    gender: "male",
    landmarks: [
      { x: box.x + 10, y: box.y + 10 },
      { x: box.x + 90, y: box.y + 90 },
    ],
    padding: {
      left: box.x,
      top: box.y,
      right: 1000 - box.x - box.width,
      bottom: 1200 - box.y - box.height,
    },
    interPupilDistancePx: 200,
    unifiedQualityScore: 85,
    luminance: 50,
    bonaFideProbability: 0.95,
    ...changes,
  };
}

/** Facts of a 1000 x 1200 px picture with one ordinary face. */
export function createFacts(changes: Partial<FaceFacts> = {}): FaceFacts {
  return { widthPx: 1000, heightPx: 1200, bestAngle: 0, faces: [createFace()], ...changes };
}

/** A descriptor at the given distance from the all-zero one that {@link createFace} has. */
export function createDescriptor(distance: number): Float32Array {
  const descriptor = new Float32Array(128);
  descriptor[0] = distance;
  return descriptor;
}
