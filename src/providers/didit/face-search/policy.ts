import type { DiditOptions } from "../../../options.ts";
import type { EnrolledFaces } from "../../../sandbox/enrolled-faces.ts";
import type { SearchType } from "../check-form.ts";
import { isSeveral } from "../policy.ts";
import { listRisks, type Risk, toTraits } from "../risks.ts";
import type { Finding, SearchMatch, SearchVerdict } from "../verdict.ts";

/** The enrolled faces that are alike enough, in the order of the answer. */
export function findMatches(
  descriptor: Float32Array,
  faces: EnrolledFaces,
  searchType: SearchType,
  { faceSearchMinSimilarity }: DiditOptions,
): SearchMatch[] {
  const found = faces.search(
    descriptor,
    faceSearchMinSimilarity / 100,
    faces.size,
    ({ isBlocked, status }) => searchType === "most_similar" || isBlocked || status === "Approved",
  );
  const matches = found.map(({ face, similarity }) => ({
    face,
    similarity: similarity * 100,
    isBlocked: face.isBlocked,
  }));
  return sortMatches(matches, searchType);
}

/** The most alike first, and blocked ones before all where the search is for them. */
export function sortMatches(matches: readonly SearchMatch[], searchType: SearchType): SearchMatch[] {
  const toRank = ({ isBlocked }: SearchMatch) => Number(searchType !== "most_similar" && isBlocked);
  return [...matches].sort((a, b) => toRank(b) - toRank(a) || b.similarity - a.similarity);
}

/** Whether the match is an approved face of another user. */
export function isDuplicate({ face, isBlocked }: SearchMatch, vendorData: string | null): boolean {
  return !isBlocked && face !== undefined && face.status === "Approved" && face.vendorData !== vendorData;
}

/** The finding of a search about a match; only the blocklist declines, whatever the settings say of the others. */
export function toSearchFinding(risk: Risk, match?: SearchMatch): Finding {
  const { face } = match ?? {};
  const about = face && { sessionId: face.sessionId, sessionNumber: face.sessionNumber };
  const action = toTraits(risk).alwaysDeclines ? "decline" : "approve";
  return { risk, action, ...(about ? { about } : {}) };
}

/** The findings of a search; one of the blocklist takes the place of an equally sure duplicate. */
export function judgeSearch(
  { image, matches }: Pick<SearchVerdict, "image" | "matches">,
  vendorData: string | null,
  options: DiditOptions,
): Finding[] {
  const blocked = matches.find(({ isBlocked }) => isBlocked);
  const duplicate = matches.find((match) => isDuplicate(match, vendorData));
  const isSurelyBlocked = blocked && blocked.similarity >= options.faceInBlocklistSimilarityThreshold;
  const isSureDuplicate = duplicate && duplicate.similarity >= options.duplicatedFaceSimilarityThreshold;
  const findings: Finding[] = [];
  if (blocked)
    findings.push(
      toSearchFinding(isSurelyBlocked ? "FACE_IN_BLOCKLIST" : "POSSIBLE_FACE_IN_BLOCKLIST", blocked),
    );
  if (duplicate && !(blocked && isSurelyBlocked === isSureDuplicate))
    findings.push(
      toSearchFinding(isSureDuplicate ? "DUPLICATED_FACE" : "POSSIBLE_DUPLICATED_FACE", duplicate),
    );
  if (isSeveral(image, options.multipleFacesMinRelativeArea))
    findings.push(toSearchFinding("MULTIPLE_FACES_DETECTED"));
  const order = listRisks("FACE_SEARCH");
  return findings.sort((a, b) => order.indexOf(a.risk) - order.indexOf(b.risk));
}
