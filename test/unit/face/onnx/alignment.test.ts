import { expect, test } from "vitest";
import type { Point } from "../../../../src/face/facts.ts";
import { toAgeGenderBox, toDescriptorBox } from "../../../../src/face/onnx/alignment.ts";
import { toLandmarks } from "../../../../src/face/onnx/landmarks.ts";

const crop = { x: 0, y: 0, width: 200, height: 200 };

test("landmarks are fractions of a square around the crop, shifted by the exact corner of the box", () => {
  const answer = Float32Array.of(0.5, 0.5, 0.25, 1);
  const points = toLandmarks(
    answer,
    { x: 10, y: 20, width: 50, height: 100 },
    { ...crop, x: 10.5, y: 20.25 },
  );
  expect(points).toEqual([
    { x: 35.5, y: 70.25 },
    { x: 10.5, y: 120.25 },
  ]);
});

test("the age and gender box has a tenth more than the landmarks on every side", () => {
  const box = toAgeGenderBox(toPoints({ leftEye: 20, rightEye: 60, eyes: 30, mouth: 80 }));
  expect(box.x).toBeCloseTo(16, 9);
  expect(box.y).toBeCloseTo(25, 9);
  expect(box.width).toBeCloseTo(48, 9);
  expect(box.height).toBeCloseTo(60, 9);
});

test("the descriptor box is a square of whole pixels with dlib's proportions", () => {
  const points = toPoints({ leftEye: 70, rightEye: 130, eyes: 80, mouth: 120 });
  // Eyes and mouth are 50 px apart, so the side is 50 / 0.45; the middle of the three is at (100, 93.3).
  expect(toDescriptorBox(points, crop)).toEqual({ x: 44, y: 45, width: 111, height: 111 });
});

test("the descriptor box starts inside the image and is limited by the landmark crop", () => {
  const points = toPoints({ leftEye: 10, rightEye: 70, eyes: 20, mouth: 60 });
  const box = toDescriptorBox(points, { ...crop, width: 60, height: 90 });
  expect(box).toEqual({ x: 0, y: 0, width: 60, height: 90 });
});

/** Landmarks whose eyes and mouth are points; the other landmarks lie on the left eye. */
function toPoints(face: { leftEye: number; rightEye: number; eyes: number; mouth: number }): Point[] {
  const middle = (face.leftEye + face.rightEye) / 2;
  return Array.from({ length: 68 }, (_, index) => {
    if (index >= 48) return { x: middle, y: face.mouth };
    return { x: index >= 42 ? face.rightEye : face.leftEye, y: face.eyes };
  });
}
