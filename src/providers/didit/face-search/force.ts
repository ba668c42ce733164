import type { DiditOptions } from "../../../options.ts";
import type { Overlay } from "../../../scenarios/scenario.ts";
import { toSeen } from "../force.ts";
import type { DiditRequest } from "../request.ts";
import type { Risk } from "../risks.ts";
import { type Finding, type SearchMatch, type SearchVerdict, type Status, toStatus } from "../verdict.ts";
import { isDuplicate, judgeSearch, sortMatches, toSearchFinding } from "./policy.ts";

/** The search verdict as the overlay demands it, with matches that agree with the demanded warnings. */
export function forceSearch(
  verdict: SearchVerdict,
  overlay: Overlay,
  request: DiditRequest,
  options: DiditOptions,
): SearchVerdict {
  const { searchType } = request;
  const vendorData = request.vendorData ?? null;
  const demanded = overlay.warnings as readonly Risk[] | undefined;
  if (demanded === undefined && overlay.status === undefined) return verdict;
  const image = toSeen(verdict.image, false, true, demanded?.includes("MULTIPLE_FACES_DETECTED") ?? false);
  const matches = sortMatches(toMatches(verdict.matches, overlay, vendorData, options), searchType);
  const findings = demanded
    ? toDemanded(demanded, matches, overlay.status, vendorData)
    : judgeSearch({ image, matches }, vendorData, options);
  return { image, matches, findings, status: (overlay.status as Status) ?? toStatus(findings, false) };
}

/** The found matches without those that contradict the demand, and a made-up one for each that is wanting. */
function toMatches(
  found: readonly SearchMatch[],
  { warnings, status }: Overlay,
  vendorData: string | null,
  options: DiditOptions,
): SearchMatch[] {
  const has = (risk: Risk) => warnings?.includes(risk) ?? false;
  const demandsDecline = warnings === undefined && status === "Declined";
  const isSurelyBlocked = has("FACE_IN_BLOCKLIST") || demandsDecline;
  const isBlocked = isSurelyBlocked || has("POSSIBLE_FACE_IN_BLOCKLIST");
  const isSureDuplicate = has("DUPLICATED_FACE");
  const hasDuplicate = isSureDuplicate || has("POSSIBLE_DUPLICATED_FACE");
  const mayDuplicate = hasDuplicate || warnings === undefined;
  const toMadeUp = (isSure: boolean, sureAt: number, blocked: boolean): SearchMatch => ({
    face: undefined,
    similarity: isSure
      ? (sureAt + 100) / 2
      : (sureAt + Math.min(sureAt, options.faceSearchMinSimilarity)) / 2,
    isBlocked: blocked,
  });
  const kept = found.filter((match) =>
    match.isBlocked ? isBlocked : mayDuplicate || !isDuplicate(match, vendorData),
  );
  if (isBlocked && !kept.some((match) => match.isBlocked))
    kept.push(toMadeUp(isSurelyBlocked, options.faceInBlocklistSimilarityThreshold, true));
  if (hasDuplicate && !kept.some((match) => isDuplicate(match, vendorData)))
    kept.push(toMadeUp(isSureDuplicate, options.duplicatedFaceSimilarityThreshold, false));
  return kept;
}

function toDemanded(
  demanded: readonly Risk[],
  matches: readonly SearchMatch[],
  status: string | undefined,
  vendorData: string | null,
): Finding[] {
  const blocked = matches.find(({ isBlocked }) => isBlocked);
  const duplicate = matches.find((match) => isDuplicate(match, vendorData));
  const abouts: Partial<Record<Risk, SearchMatch | undefined>> = {
    FACE_IN_BLOCKLIST: blocked,
    POSSIBLE_FACE_IN_BLOCKLIST: blocked,
    DUPLICATED_FACE: duplicate,
    POSSIBLE_DUPLICATED_FACE: duplicate,
  };
  const findings = demanded.map((risk) => toSearchFinding(risk, abouts[risk]));
  const needsDecline = status === "Declined" && findings.every(({ action }) => action !== "decline");
  return needsDecline ? findings.map((finding) => ({ ...finding, action: "decline" })) : findings;
}
