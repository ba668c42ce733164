import type { Point } from "./facts.ts";
import { type FaceGeometry, landmarkAt } from "./landmarks.ts";
import type { FacePatch } from "./patch.ts";

/** Patch pixels of a square of skin on each cheek. */
export type Cheeks = { readonly left: Int32Array; readonly right: Int32Array };

/** Side of a square over the inter-eye distance, as in OFIQ. */
const SIDE_PER_EYE_DISTANCE = 0.3;

/** Finds the cheek squares of ISO/IEC 29794-5: under each eye, half-way between eyes and mouth. */
export function measureCheeks(landmarks: readonly Point[], geometry: FaceGeometry, patch: FacePatch): Cheeks {
  const eyeMidpoint = patch.toPatch(geometry.eyeMidpoint);
  const mouth = patch.toPatch(geometry.mouth);
  const y = (eyeMidpoint.y + mouth.y) / 2;
  const side = Math.max(4, (SIDE_PER_EYE_DISTANCE * geometry.interEyePx) / patch.imagePxPerPatchPx);
  // The outer eye corners keep the squares off the nose of a turned head.
  const left = (patch.toPatch(geometry.leftEye).x + patch.toPatch(landmarkAt(landmarks, 36)).x) / 2;
  const right = (patch.toPatch(geometry.rightEye).x + patch.toPatch(landmarkAt(landmarks, 45)).x) / 2;
  return { left: toSquare(patch, { x: left, y }, side), right: toSquare(patch, { x: right, y }, side) };
}

function toSquare(patch: FacePatch, centre: Point, side: number): Int32Array {
  const pixels: number[] = [];
  const last = patch.sizePx - 1;
  for (let y = Math.round(centre.y - side / 2); y < centre.y + side / 2; y++) {
    for (let x = Math.round(centre.x - side / 2); x < centre.x + side / 2; x++) {
      if (x >= 0 && y >= 0 && x <= last && y <= last) pixels.push(y * patch.sizePx + x);
    }
  }
  return new Int32Array(pixels);
}
