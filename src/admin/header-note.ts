import { tellingHeaders } from "../journal/record.ts";
import type { WrittenRecordMatch } from "../journal/record-match.ts";
import type { Space } from "../sandbox/space.ts";

/** A note on headers in the question that the journal does not keep, so that no answer is taken for "it was not sent". */
export function noteOnHeaders(
  space: Space,
  { header, not }: WrittenRecordMatch = {},
): { readonly note?: string } {
  const kept = new Set([...tellingHeaders, ...space.scenarios.askedHeaders()]);
  const names = [...Object.keys(header ?? {}), ...Object.keys(not?.header ?? {})].map((name) =>
    name.toLowerCase(),
  );
  const missing = [...new Set(names)].filter((name) => !kept.has(name));
  if (missing.length === 0) return {};
  const [subject, verb] = missing.length === 1 ? ["header", "is"] : ["headers", "are"];
  return {
    note: `the ${subject} ${missing.join(", ").slice(0, 200)} ${verb} not kept of calls: only those that a scenario of the space asks about are.`,
  };
}
