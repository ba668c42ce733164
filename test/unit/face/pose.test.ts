import fc from "fast-check";
import { expect, test } from "vitest";
import { measurePose } from "../../../src/face/pose.ts";
import { projectLandmarks } from "./synthetic-face.ts";

test("pose of landmarks projected from the head model is recovered", () => {
  for (const [yawDeg, pitchDeg, rollDeg] of [
    [0, 0, 0],
    [25, 0, 0],
    [-25, 10, 0],
    [40, -15, 20],
    [-10, 20, -35],
    [0, 0, 90],
    [15, 5, 170],
  ] as const) {
    const pose = measurePose(projectLandmarks(yawDeg, pitchDeg, rollDeg));
    expect(pose.yawDeg).toBeCloseTo(yawDeg, 0);
    expect(pose.pitchDeg).toBeCloseTo(pitchDeg, 0);
    expect(pose.rollDeg).toBeCloseTo(rollDeg, 0);
  }
});

test("turning the picture changes roll only", () => {
  const pose = measurePose(projectLandmarks(20, -10, 0));
  const turned = measurePose(projectLandmarks(20, -10, 30));
  expect(turned.yawDeg).toBeCloseTo(pose.yawDeg, 0);
  expect(turned.pitchDeg).toBeCloseTo(pose.pitchDeg, 0);
  expect(turned.rollDeg - pose.rollDeg).toBeCloseTo(30, 0);
});

test("angles stay finite and in range for any landmarks", () => {
  const coordinate = fc.double({ min: -5000, max: 5000, noNaN: true });
  const points = fc.array(fc.record({ x: coordinate, y: coordinate }), { minLength: 68, maxLength: 68 });
  fc.assert(
    fc.property(points, (landmarks) => {
      const { yawDeg, pitchDeg, rollDeg } = measurePose(landmarks);
      expect(Math.abs(yawDeg)).toBeLessThanOrEqual(90);
      expect(Math.abs(pitchDeg)).toBeLessThanOrEqual(90);
      expect(Math.abs(rollDeg)).toBeLessThanOrEqual(180);
    }),
  );
});

test("landmarks that all lie in one point give a pose", () => {
  const pose = measurePose(Array.from({ length: 68 }, () => ({ x: 5, y: 5 })));
  expect(Object.values(pose).every(Number.isFinite)).toBe(true);
});

test("a missing landmark is an error that names it", () => {
  expect(() => measurePose([])).toThrow(/no landmark 17/);
});
