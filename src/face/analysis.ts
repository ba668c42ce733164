import { type DecodedImage, decode } from "./decode.ts";
import { describeFace } from "./describe.ts";
import { measureDifferenceHash } from "./difference-hash.ts";
import type { AnalyzeOptions } from "./engine.ts";
import type { BoundingBox, Face, FaceFacts } from "./facts.ts";
import { measureFace } from "./measure.ts";
import type { FaceNetworks } from "./networks.ts";
import { findFaces, findUprightFaces, type OrientedFaces } from "./orientation.ts";
import { createUploadMapping, type UploadMapping } from "./upload-mapping.ts";

/** All facts of the picture in `bytes`, at most 32 faces, in pixels of the upright upload; throws UnreadableImageError when it cannot be decoded. */
export async function analyzeImage(
  networks: FaceNetworks,
  bytes: Uint8Array,
  { rotate }: AnalyzeOptions,
): Promise<FaceFacts> {
  const decoded = await decode(bytes);
  const oriented = await (rotate ? findUprightFaces : findFaces)(networks, decoded.image);
  return {
    widthPx: decoded.uploadWidthPx,
    heightPx: decoded.uploadHeightPx,
    perceptualHash: measureDifferenceHash(decoded.image),
    bestAngle: oriented.angle,
    faces: await createFaces(networks, decoded, oriented),
  };
}

const maxFaces = 32;

async function createFaces(
  networks: FaceNetworks,
  decoded: DecodedImage,
  { angle, image, detections }: OrientedFaces,
): Promise<Face[]> {
  const mapping = createUploadMapping(decoded, angle, image);
  const faces: Face[] = [];
  for (const detection of detections.slice(0, maxFaces)) {
    const description = await describeFace(networks, image, detection);
    const otherBoxes = detections.filter((other) => other !== detection).map(({ box }) => box);
    const context = { otherBoxes, uploadScale: mapping.scale };
    const measures = measureFace(image, detection, description, context);
    faces.push(toUploadFace({ ...detection, ...description, ...measures }, decoded, mapping));
  }
  return faces;
}

function toUploadFace(face: Face, decoded: DecodedImage, mapping: UploadMapping): Face {
  const box = mapping.toUploadBox(face.box);
  return {
    ...face,
    box,
    landmarks: face.landmarks.map(mapping.toUploadPoint),
    interPupilDistancePx: face.interPupilDistancePx * mapping.scale,
    padding: toPadding(box, decoded),
  };
}

function toPadding({ x, y, width, height }: BoundingBox, { uploadWidthPx, uploadHeightPx }: DecodedImage) {
  return { left: x, top: y, right: uploadWidthPx - x - width, bottom: uploadHeightPx - y - height };
}
