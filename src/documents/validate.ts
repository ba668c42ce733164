import type { TSchema } from "typebox";
import type { Path } from "./document.ts";
import { suggest, unknownWord } from "./suggest.ts";

/** A place where a value does not fit its schema; `at` says whether the key or the value is wrong. */
export type Mismatch = { readonly path: Path; readonly message: string; readonly at: "key" | "value" };

type Keywords = {
  readonly anyOf?: readonly TSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly required?: readonly string[];
  readonly patternProperties?: Readonly<Record<string, TSchema>>;
  readonly additionalProperties?: boolean | TSchema;
  readonly items?: TSchema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly description?: string;
};

/** Every place where `value` does not fit `schema`, with words for the person who wrote it; empty when it fits. */
export function validate(schema: TSchema, value: unknown, path: Path = []): Mismatch[] {
  const keywords = schema as Keywords;
  if (keywords.anyOf) return validateUnion(keywords.anyOf, value, path);
  if (keywords.type === "object" && isRecord(value)) return validateObject(keywords, value, path);
  if (keywords.type === "array" && Array.isArray(value)) {
    const length = describeLength(keywords, value.length);
    if (length) return [{ path, message: length, at: "value" }];
    const { items } = keywords;
    return items ? value.flatMap((item, index) => validate(items, item, [...path, index])) : [];
  }
  return isLeafMatch(keywords, value) ? [] : [{ path, message: describeLeaf(keywords, value), at: "value" }];
}

// The keywords that the schemas of this project use; the full checker of the schema library takes 80 ms to load.
function isLeafMatch(keywords: Keywords, value: unknown): boolean {
  const { type, pattern, minLength = 0 } = keywords;
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = keywords;
  if (keywords.enum) return keywords.enum.includes(value);
  if ("const" in keywords) return keywords.const === value;
  if (type === "string")
    return (
      typeof value === "string" && value.length >= minLength && (!pattern || new RegExp(pattern).test(value))
    );
  if (type === "number" || type === "integer") {
    const isNumber = type === "integer" ? Number.isInteger(value) : Number.isFinite(value);
    return isNumber && (value as number) >= minimum && (value as number) <= maximum;
  }
  return type === undefined || type === kindOf(value);
}

function validateObject(keywords: Keywords, value: Record<string, unknown>, path: Path): Mismatch[] {
  const properties = keywords.properties ?? {};
  const patterns = Object.entries(keywords.patternProperties ?? {});
  const mismatches: Mismatch[] = [];
  for (const [key, item] of Object.entries(value)) {
    const schema = Object.hasOwn(properties, key)
      ? properties[key]
      : patterns.find(([pattern]) => new RegExp(pattern, "s").test(key))?.[1];
    if (schema) mismatches.push(...validate(schema, item, [...path, key]));
    else if (keywords.additionalProperties === false || keywords.properties || patterns.length > 0)
      mismatches.push({
        path: [...path, key],
        message: describeKey(key, Object.keys(properties)),
        at: "key",
      });
  }
  for (const key of keywords.required ?? []) {
    if (!Object.hasOwn(value, key))
      mismatches.push({ path, message: `the key ${key} is missing.`, at: "value" });
  }
  return mismatches;
}

function describeKey(key: string, known: readonly string[]): string {
  const list = known.length === 0 ? "" : ` Known: ${known.join(", ")}.`;
  return `the key is not known.${suggest(key, known) || list}`;
}

/** What is wrong with the number of entries; undefined when nothing is. */
function describeLength({ minItems = 0, maxItems }: Keywords, length: number): string | undefined {
  if (length >= minItems && length <= (maxItems ?? length)) return undefined;
  if (minItems === maxItems) return `must have ${minItems} entries, not ${length}.`;
  if (length > minItems) return `must have ${maxItems} entries at most, not ${length}.`;
  return minItems === 1 ? "must not be empty." : `must have ${minItems} entries at least, not ${length}.`;
}

/** The branch that comes nearest explains the mismatch: same kind of value, most keys in common, fewest faults. */
function validateUnion(branches: readonly TSchema[], value: unknown, path: Path): Mismatch[] {
  const tried = branches.map((branch) => ({
    branch: branch as Keywords,
    faults: validate(branch, value, path),
  }));
  if (tried.some(({ faults }) => faults.length === 0)) return [];
  const sameKind = tried.filter(({ branch }) => branch.type === kindOf(value));
  const ranked = sameKind.sort(
    (a, b) =>
      countShared(b.branch, value) - countShared(a.branch, value) || a.faults.length - b.faults.length,
  );
  const nearest = ranked[0];
  if (nearest && (isRecord(value) || Array.isArray(value))) return nearest.faults;
  const words = branches.flatMap((branch) => toWords(branch as Keywords));
  if (typeof value === "string" && words.length > 0)
    return [{ path, message: unknownWord(value, words), at: "value" }];
  if (nearest) return nearest.faults;
  const kinds = [...new Set(branches.map(describeKind))].join(" or ");
  return [{ path, message: `must be ${kinds}, not ${show(value)}.`, at: "value" }];
}

function countShared(branch: Keywords, value: unknown): number {
  return isRecord(value) ? Object.keys(value).filter((key) => key in (branch.properties ?? {})).length : 0;
}

function toWords(keywords: Keywords): string[] {
  const words = keywords.enum ?? ("const" in keywords ? [keywords.const] : []);
  return words.filter((word) => typeof word === "string");
}

function describeLeaf(keywords: Keywords, value: unknown): string {
  const words = toWords(keywords);
  if (words.length > 0 && typeof value === "string") return unknownWord(value, words);
  return `must be ${describeKind(keywords as TSchema)}, not ${show(value)}.`;
}

/** What fits a schema, in words for people: `a whole number from 0 to 65535`. */
export function describeKind(schema: TSchema): string {
  const keywords = schema as Keywords;
  if (keywords.anyOf) return keywords.anyOf.map(describeKind).join(" or ");
  const choices = keywords.enum ?? ("const" in keywords ? [keywords.const] : []);
  if (choices.length > 0) return choices.join(" or ");
  if (keywords.description !== undefined && keywords.pattern !== undefined) return keywords.description;
  const { minimum, maximum } = keywords;
  const range =
    minimum !== undefined && maximum !== undefined
      ? ` from ${minimum} to ${maximum}`
      : minimum !== undefined
        ? ` of ${minimum} or more`
        : "";
  const names: Record<string, string> = {
    boolean: "true or false",
    integer: "a whole number",
    number: "a number",
    string: (keywords.minLength ?? 0) > 1 ? `a text of at least ${keywords.minLength} characters` : "a text",
    array: "a list",
    object: "a mapping",
    null: "null",
  };
  return `${names[keywords.type ?? ""] ?? "another value"}${range}`;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "array";
  if (value === null) return "null";
  return typeof value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  const text = toJson(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function toJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    // YAML aliases can make a value contain itself.
    return "a value that contains itself";
  }
}
