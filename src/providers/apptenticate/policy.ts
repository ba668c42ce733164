import type { Face, FaceFacts } from "../../face/facts.ts";
import type { ApptenticateOptions } from "../../options.ts";
import type { RejectionCode } from "./codes.ts";

/** Verdict of a liveness check; `code` says why a selfie is rejected, quality and liveness are 0..1. */
export type SelfieVerdict = {
  readonly code: RejectionCode | undefined;
  readonly quality: number;
  readonly liveness: number;
};

type Condition = readonly [RejectionCode, boolean];

/** Judges the largest face; of several faults the first in the vendor's order is reported. */
export function judgeSelfie(facts: FaceFacts, options: ApptenticateOptions): SelfieVerdict {
  const [face] = facts.faces;
  if (!face) return { code: 704, quality: 0, liveness: 0 };
  const quality = face.unifiedQualityScore / 100;
  const liveness = face.bonaFideProbability;
  const isPoor = quality < options.qualityThreshold;
  const isSuspect = liveness < options.livenessThreshold;
  const conditions: Condition[] = [
    [705, countFaces(facts, options.detectableFaceSizeRelative) > 1],
    [706, isTooSmall(face, facts, options)],
    ...judgePlacement(face, facts, options),
    [710, face.landmarks.some(({ x, y }) => !Number.isFinite(x) || !Number.isFinite(y))],
    [707, isTurned(face, options)],
    [703, face.occlusionProbability >= options.occlusionThreshold],
    [714, options.minimumConditions === "quality-and-liveness" && isPoor && isSuspect],
    [713, isPoor],
    [715, isSuspect],
  ];
  return { code: conditions.find(([, holds]) => holds)?.[0], quality, liveness };
}

function countFaces({ faces, widthPx, heightPx }: FaceFacts, minRelativeArea: number): number {
  const minArea = minRelativeArea * widthPx * heightPx;
  return faces.filter(({ box }, index) => index === 0 || box.width * box.height >= minArea).length;
}

function isTooSmall(
  { box, interPupilDistancePx }: Face,
  facts: FaceFacts,
  options: ApptenticateOptions,
): boolean {
  const relativeArea = (box.width * box.height) / (facts.widthPx * facts.heightPx);
  return (
    Math.min(box.width, box.height) < options.minFaceSize ||
    interPupilDistancePx < options.minPupillaryDistance ||
    relativeArea < options.minFaceSizeRelative
  );
}

function judgePlacement(
  { padding: { left, top, right, bottom }, landmarks }: Face,
  { widthPx, heightPx }: FaceFacts,
  { minFacePadding }: ApptenticateOptions,
): Condition[] {
  const isOutside = landmarks.some(({ x, y }) => x < 0 || y < 0 || x > widthPx || y > heightPx);
  const isTight = (distance: number) => distance < minFacePadding;
  return [
    [702, isOutside || Math.min(left, top, right, bottom) < 0],
    [700, (isTight(left) && isTight(right)) || (isTight(top) && isTight(bottom))],
    [701, [left, top, right, bottom].some(isTight)],
  ];
}

function isTurned({ pose }: Face, { maxYaw, maxPitch, maxRoll }: ApptenticateOptions): boolean {
  return (
    Math.abs(pose.yawDeg) > maxYaw || Math.abs(pose.pitchDeg) > maxPitch || Math.abs(pose.rollDeg) > maxRoll
  );
}
