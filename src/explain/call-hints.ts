import { suggest } from "../documents/suggest.ts";
import type { CallRecord, JournalEntry } from "../journal/record.ts";
import type { Call } from "../scenarios/call.ts";
import type { OperationSpec } from "../scenarios/scenario.ts";

/** What hints are taken from besides the call. */
export type HintSources = {
  readonly spec: OperationSpec | undefined;
  /** Perceptual hash of a picture seen before, by its sha256. */
  readonly findHash: (sha256: string) => string | undefined;
  /** Id of a scenario of another space that would answer the call, with that space. */
  readonly findElsewhere: (call: Call) => { readonly space: string; readonly scenario: string } | undefined;
  /** What the server answers, in lines such as `POST /v3/face-match/`. */
  readonly endpoints: readonly string[];
};

/** What is worth knowing about the call as a whole. */
export function hintAtCall({ record }: JournalEntry, call: Call, sources: HintSources): string[] {
  const { error, violations, scenario, space } = record;
  const reason = error === undefined ? [] : [error];
  if (record.operation === null) return [...reason, hintAtPath(record, sources.endpoints)];
  if (!sources.spec) return [...reason, `scenarios answer no calls of ${record.operation}.`];
  const type = record.headers["content-type"] ?? "";
  const wantsForm = sources.spec.images.length > 0;
  const elsewhere = scenario === "none" ? sources.findElsewhere(call) : undefined;
  return [
    ...reason,
    ...(wantsForm && /json|urlencoded/i.test(type)
      ? [`the body came as ${type}; files are sent as multipart/form-data.`]
      : []),
    ...(elsewhere
      ? [
          `${elsewhere.scenario} in space ${elsewhere.space} would answer this call; it came to space ${space}.`,
        ]
      : []),
    ...violations,
  ];
}

function hintAtPath({ method, path, status }: CallRecord, endpoints: readonly string[]): string {
  const withSlash = (text: string) => (text.endsWith("/") ? text : `${text}/`);
  const known = endpoints.map((endpoint) => endpoint.split(" ") as [string, string]);
  const methods = known.filter(([, other]) => other === withSlash(path)).map(([other]) => other);
  if (methods.includes(method) && status === 404)
    return "the admin surface has this port to itself; the emulated API is on the other one.";
  if (methods.length > 0 || status === 405)
    return `the path takes ${methods.join(" or ") || "another method"}, not ${method}.`;
  const paths = known.map(([, other]) => other);
  return `no endpoint has this path.${suggest(path, paths)}`;
}
