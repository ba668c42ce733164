import type { DiditOptions } from "../../../options.ts";
import type { EnrolledFace, EnrolledFaces } from "../../../sandbox/enrolled-faces.ts";
import type { BlockedFace, PhotoBlocklist } from "../../../sandbox/photo-blocklist.ts";
import type { Edition } from "../edition.ts";
import type { Risk } from "../risks.ts";
import type { Finding } from "../verdict.ts";

/** What a face is compared with the enrolled ones for. */
export type Screening = {
  readonly descriptor: Float32Array;
  readonly vendorData: string | null;
};

/** The faces that are known. */
export type KnownFaces = {
  /** Those of saved checks; undefined when none are enrolled. */
  readonly enrolled: EnrolledFaces | undefined;
  readonly photoBlocklist: PhotoBlocklist;
};

/** Findings of the blocklist and of approved checks of other users; of a sure and a possible one only the sure. */
export async function screenFace(
  { descriptor, vendorData }: Screening,
  { enrolled, photoBlocklist }: KnownFaces,
  edition: Edition,
  options: DiditOptions,
): Promise<Finding[]> {
  const blockedAt: Thresholds = [
    options.faceInBlocklistSimilarityThreshold,
    options.possibleFaceInBlocklistSimilarityThreshold,
  ];
  const duplicatedAt: Thresholds = [
    options.duplicatedFaceSimilarityThreshold,
    options.possibleDuplicatedFaceSimilarityThreshold,
  ];
  const find = (thresholds: Thresholds, accepts: (face: EnrolledFace) => boolean) =>
    enrolled?.search(descriptor, toLeast(thresholds), 1, accepts) ?? [];
  const judge = (
    nearest: BlockedFace | undefined,
    sure: Risk,
    possible: Risk,
    [sureAt]: Thresholds,
  ): Finding[] => {
    if (!nearest) return [];
    const risk = nearest.similarity * 100 >= sureAt ? sure : possible;
    const { sessionId, sessionNumber } = nearest.face;
    return [{ risk, action: edition.toAction(risk, options), about: { sessionId, sessionNumber } }];
  };
  const inPhotos = await photoBlocklist.find(descriptor, toLeast(blockedAt));
  const blocked: BlockedFace[] = [
    ...find(blockedAt, ({ isBlocked }) => isBlocked),
    ...(inPhotos ? [inPhotos] : []),
  ];
  const [duplicated] = find(
    duplicatedAt,
    // Nobody says that two callers without an identifier are two people.
    (face) => face.status === "Approved" && face.vendorData !== vendorData,
  );
  const [mostAlike] = blocked.sort((a, b) => b.similarity - a.similarity);
  return [
    ...judge(mostAlike, "FACE_IN_BLOCKLIST", "POSSIBLE_FACE_IN_BLOCKLIST", blockedAt),
    ...judge(duplicated, "DUPLICATED_FACE", "POSSIBLE_DUPLICATED_FACE", duplicatedAt),
  ];
}

/** Similarities 0..100 from which a face is surely and possibly another. */
type Thresholds = readonly [sure: number, possible: number];

/** 0..1 */
function toLeast(thresholds: Thresholds): number {
  return Math.min(...thresholds) / 100;
}
