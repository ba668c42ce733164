import type { DiditOptions } from "../../../options.ts";
import type { EnrolledFaces } from "../../../sandbox/enrolled-faces.ts";
import type { Edition } from "../edition.ts";
import type { Risk } from "../risks.ts";
import type { Finding } from "../verdict.ts";

/** What a face is compared with the enrolled ones for. */
export type Screening = {
  readonly descriptor: Float32Array;
  readonly vendorData: string | null;
};

/** Findings of the blocklist and of approved checks of other users; of a sure and a possible one only the sure. */
export function screenFace(
  { descriptor, vendorData }: Screening,
  faces: EnrolledFaces,
  edition: Edition,
  options: DiditOptions,
): Finding[] {
  const find = (
    sure: Risk,
    possible: Risk,
    sureAt: number,
    possibleAt: number,
    accepts: Parameters<EnrolledFaces["search"]>[3],
  ) => {
    const [nearest] = faces.search(descriptor, Math.min(sureAt, possibleAt) / 100, 1, accepts);
    if (!nearest) return [];
    const risk = nearest.similarity * 100 >= sureAt ? sure : possible;
    const { sessionId, sessionNumber } = nearest.face;
    return [{ risk, action: edition.toAction(risk, options), about: { sessionId, sessionNumber } }];
  };
  return [
    ...find(
      "FACE_IN_BLOCKLIST",
      "POSSIBLE_FACE_IN_BLOCKLIST",
      options.faceInBlocklistSimilarityThreshold,
      options.possibleFaceInBlocklistSimilarityThreshold,
      ({ isBlocked }) => isBlocked,
    ),
    ...find(
      "DUPLICATED_FACE",
      "POSSIBLE_DUPLICATED_FACE",
      options.duplicatedFaceSimilarityThreshold,
      options.possibleDuplicatedFaceSimilarityThreshold,
      // Nobody says that two callers without an identifier are two people.
      (face) => face.status === "Approved" && face.vendorData !== vendorData,
    ),
  ];
}
