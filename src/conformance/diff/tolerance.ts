import { readJwt } from "../jwt.ts";
import { isWireNumber, isWireObject, type WireValue } from "../wire-json.ts";

/** Why two unlike values are expected to differ; `isAlike` says whether they are of the same form or near enough. */
type Tolerance = {
  readonly paths: RegExp;
  readonly what: string;
  readonly isAlike: (a: WireValue, b: WireValue) => boolean;
};

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const isText = (value: WireValue): value is string => typeof value === "string";

/** Both are UUIDs, or both are texts of the same length without one. */
const isSameKindOfId = (a: WireValue, b: WireValue) =>
  isText(a) && isText(b) && uuid.test(a) === uuid.test(b) && a.length === b.length;

/** The same but for the digits, so that fractions and offsets count. */
const isSameForm = (a: WireValue, b: WireValue) =>
  isText(a) && isText(b) && a.replace(/\d/g, "9") === b.replace(/\d/g, "9");

/** As many places behind the point; a recording has no digits left. */
const isSameAmount = (a: WireValue, b: WireValue) => isText(a) && isText(b) && toPlaces(a) === toPlaces(b);

function toPlaces(text: string): number {
  const point = text.indexOf(".");
  return point < 0 ? 0 : text.length - point - 1;
}

const isNumber = (a: WireValue, b: WireValue) => isWireNumber(a) && isWireNumber(b);

const within = (limit: number) => (a: WireValue, b: WireValue) =>
  isWireNumber(a) && isWireNumber(b) && Math.abs(Number(a.literal) - Number(b.literal)) <= limit;

/** Two tokens with the same header, the same claims in the same order and the same life; other texts by their length. */
function isSameKindOfToken(a: WireValue, b: WireValue): boolean {
  if (!isText(a) || !isText(b)) return false;
  const [one, other] = [readJwt(a), readJwt(b)];
  if (!one || !other) return one === other && a.length === b.length;
  const toNames = (value: WireValue) => (isWireObject(value) ? [...value.keys()].join(" ") : "");
  const claim = (value: WireValue) => (isWireObject(value) ? value.get("token_type") : undefined);
  return (
    toNames(one.header) === toNames(other.header) &&
    toNames(one.claims) === toNames(other.claims) &&
    claim(one.claims) === claim(other.claims) &&
    one.lifeSeconds === other.lifeSeconds
  );
}

/** What two servers cannot agree on, by path. Other networks see other measures; how far apart they may be was chosen, not measured. */
const tolerances: readonly Tolerance[] = [
  { paths: /(^|\.)(request_id|session_id|\w+_session_id|uuid)$/, what: "id", isAlike: isSameKindOfId },
  { paths: /(^|\.)(created_at|verification_date)$/, what: "time", isAlike: isSameForm },
  { paths: /(^|\.)(\w*session_number|total_matches|id)$/, what: "count", isAlike: isNumber },
  { paths: /(^|\.)(access|refresh|access_token|refresh_token)$/, what: "token", isAlike: isSameKindOfToken },
  { paths: /(^|\.)(api_key|client_id)$/, what: "key", isAlike: isSameKindOfId },
  { paths: /^(email|organization\.name|application\.name)$/, what: "name", isAlike: () => true },
  { paths: /^(balance|auto_refill_\w+)$/, what: "amount", isAlike: isSameAmount },
  { paths: /^api_response\.score$/, what: "measure within 4", isAlike: within(4) },
  { paths: /^api_response\.(quality|liveness)$/, what: "measure within 0.3", isAlike: within(0.3) },
  { paths: /\bbbox\[\d\]$/, what: "box within 60 px", isAlike: within(60) },
  { paths: /\.confidence$/, what: "measure within 0.5", isAlike: within(0.5) },
  { paths: /\.(age|age_estimation)$/, what: "age within 10 years", isAlike: within(10) },
  { paths: /\.(score|similarity_percentage)$/, what: "score within 15", isAlike: within(15) },
  { paths: /\.(face_quality|face_luminance)$/, what: "measure within 40", isAlike: within(40) },
];

/** Whether the value depends on what the server was asked before. */
export function isStored(path: string): boolean {
  return /^face_search\.matches\[/.test(path);
}

/** Why a difference between two values of the same type is expected; undefined when it is not. */
export function findTolerance(path: string, a: WireValue, b: WireValue): string | undefined {
  const found = tolerances.find(({ paths, isAlike }) => paths.test(path) && isAlike(a, b))?.what;
  return found ?? (isStored(path) && !hasForm(path) ? "stored before" : undefined);
}

/** Whether values at this path have a form that two servers must share even where they cannot share the value. */
export function hasForm(path: string): boolean {
  return tolerances.some(({ paths, what }) => paths.test(path) && /^(id|time|token|key|amount)$/.test(what));
}
