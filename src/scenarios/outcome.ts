import { validateHeaderName, validateHeaderValue } from "node:http";
import type { TSchema } from "typebox";
import { unknownWord } from "../documents/suggest.ts";
import { validate } from "../documents/validate.ts";
import type { OperationSpec, Outcome, Overlay, OwnAnswer } from "./scenario.ts";
import type { WrittenOutcome } from "./schema.ts";

/** The outcome as written, ready to apply. */
export function toOutcome(written: WrittenOutcome): Outcome {
  if (written === "real") return { kind: "real" };
  if ("error" in written) return { kind: "error", error: written.error };
  if ("http" in written) {
    const { status, headers = {}, body } = written.http;
    return { kind: "http", http: { status, headers, ...(body === undefined ? {} : { body }) } };
  }
  if ("fault" in written) {
    const { fault } = written;
    return typeof fault === "string"
      ? { kind: "fault", fault }
      : { kind: "fault", fault: { slow: { bytesPerSecond: fault.slow.bytes_per_s } } };
  }
  return { kind: "overlay", overlay: written as Overlay };
}

/** A part of an outcome that an operation cannot give; `path` leads from the outcome to it. */
export type Impossible = { readonly path: readonly string[]; readonly message: string };

/** What of the outcome the operation cannot give or what contradicts itself; empty when all is well. */
export function checkOutcome(
  outcome: Outcome,
  spec: OperationSpec,
  allowInconsistent: boolean,
): Impossible[] {
  if (outcome.kind === "real" || outcome.kind === "fault") return [];
  if (outcome.kind === "http") return checkHeaders(outcome.http);
  if (outcome.kind === "error") {
    return spec.errors.includes(outcome.error)
      ? []
      : [{ path: ["error"], message: `${spec.id}: ${unknownWord(outcome.error, spec.errors)}` }];
  }
  const { warnings = [], score, code, status, set = {} } = outcome.overlay;
  const found: Impossible[] = [];
  const refuse = (key: string, message: string) =>
    found.push({ path: [key], message: `${spec.id}: ${message}` });
  if (Object.keys(outcome.overlay).length === 0)
    return [{ path: [], message: "is empty; write real for an unchanged answer." }];
  if (warnings.length > 0 && spec.warnings.length === 0) refuse("warnings", "has no warnings to force.");
  else if (new Set(warnings).size < warnings.length) refuse("warnings", "names one twice.");
  else
    for (const warning of warnings)
      if (!spec.warnings.includes(warning)) refuse("warnings", unknownWord(warning, spec.warnings));
  if (score !== undefined && !spec.scored) refuse("score", "has no score to force.");
  if (code !== undefined && !spec.codes.includes(code))
    refuse(
      "code",
      spec.codes.length === 0 ? "has no codes." : `must be ${spec.codes[0]} to ${spec.codes.at(-1)}.`,
    );
  if (status !== undefined && spec.statuses.length === 0) refuse("status", "has no status to force.");
  else if (status !== undefined && !spec.statuses.includes(status))
    refuse("status", unknownWord(status, spec.statuses));
  const declining = warnings.find((warning) => spec.decliningWarnings.includes(warning));
  if (status !== undefined && status !== "Declined" && declining !== undefined && !allowInconsistent)
    refuse(
      "status",
      `${status} contradicts ${declining}, which always declines; allow_inconsistent: true permits it.`,
    );
  const faceless = warnings.find((warning) => spec.facelessWarnings.includes(warning));
  if (score !== undefined && faceless !== undefined && !allowInconsistent)
    refuse(
      "score",
      `contradicts ${faceless}: without a face there is no score; allow_inconsistent: true permits it.`,
    );
  if (code !== undefined && status === "Approved" && !allowInconsistent)
    refuse("status", `Approved contradicts the code ${code}; allow_inconsistent: true permits it.`);
  for (const [path, value] of Object.entries(set))
    found.push(...checkSet(spec, path, value).map((message) => ({ path: ["set", path], message })));
  return found;
}

function checkHeaders({ headers }: OwnAnswer): Impossible[] {
  return Object.entries(headers).flatMap(([name, value]) => {
    try {
      validateHeaderName(name);
      validateHeaderValue(name, value);
      // Beside the length of the body, which is always sent, clients would refuse the answer.
      if (name.toLowerCase() === "transfer-encoding") throw new Error("is the server's to set");
      return [];
    } catch (error) {
      return [{ path: ["http", "headers", name], message: `${(error as Error).message}.` }];
    }
  });
}

function checkSet(spec: OperationSpec, path: string, value: unknown): string[] {
  if (!spec.answer) return [`${spec.id} has no answer that could be set.`];
  let schema: TSchema | undefined = spec.answer;
  for (const key of path.split(".")) {
    const keys: string[] = toKeys(schema);
    schema = toChild(schema, key);
    if (!schema) return [`${spec.id}: ${unknownWord(key, keys)}`];
  }
  return validate(schema, value).map(({ message }) => `${spec.id}: ${message}`);
}

function toKeys(schema: TSchema): string[] {
  return branches(schema).flatMap(({ properties, items }) => [
    ...Object.keys(properties ?? {}),
    ...(items ? ["0"] : []),
  ]);
}

function toChild(schema: TSchema, key: string): TSchema | undefined {
  for (const { properties, items } of branches(schema)) {
    if (properties && Object.hasOwn(properties, key)) return properties[key];
    if (items && indexPattern.test(key)) return items;
  }
  return undefined;
}

// Two digits reach every face that an answer lists, and no list that would fill the memory.
const indexPattern = /^\d{1,2}$/;

type Branch = { properties?: Record<string, TSchema>; items?: TSchema };

function branches(schema: TSchema): Branch[] {
  const { anyOf } = schema as { anyOf?: TSchema[] };
  return anyOf ? anyOf.flatMap(branches) : [schema as Branch];
}

/**
 * A copy of the answer's body in which the dotted paths have the given values. A list that is too short is filled up to the index
 * with copies of its last entry.
 */
export function applySet(body: unknown, set: Readonly<Record<string, unknown>> | undefined): unknown {
  if (!set) return body;
  const copy = structuredClone(body);
  for (const [path, value] of Object.entries(set)) {
    const keys = path.split(".");
    const last = keys.pop() ?? "";
    let node = copy as Record<string, unknown>;
    for (const [index, key] of keys.entries()) {
      if (Array.isArray(node)) fill(node, Number(key));
      else node[key] ??= indexPattern.test(keys[index + 1] ?? last) ? [] : {};
      node = node[key] as Record<string, unknown>;
    }
    if (Array.isArray(node)) fill(node, Number(last));
    node[last] = value;
  }
  return copy;
}

function fill(list: unknown[], index: number): void {
  while (list.length <= index) list.push(list.length === 0 ? {} : structuredClone(list.at(-1)));
}
