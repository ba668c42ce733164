import type { TSchema } from "typebox";

type Keywords = {
  readonly type?: string;
  readonly anyOf?: readonly TSchema[];
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly items?: TSchema;
  readonly required?: readonly string[];
};

/**
 * JSON of `value` as a Python server writes it: where the schema says `number` a whole value keeps its decimal point
 * (`85.0`), where it says `integer` it has none. Keys come in the order of the schema, others after them.
 */
export function toWireJson(value: unknown, schema?: TSchema): string {
  const keywords = toBranch(value, schema);
  // Values without a schema are the caller's own and may nest deeper than a recursion reaches.
  if (!keywords?.type) return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) return `[${value.map((item) => toWireJson(item, keywords?.items)).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const known = Object.keys(keywords.properties ?? {}).filter((key) => Object.hasOwn(value, key));
    const members = Object.entries({ ...pick(value, known), ...value })
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => `${JSON.stringify(key)}:${toWireJson(item, keywords?.properties?.[key])}`);
    return `{${members.join(",")}}`;
  }
  if (keywords?.type === "number" && Number.isInteger(value)) return `${value}.0`;
  return JSON.stringify(value) ?? "null";
}

function pick(value: object, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(keys.map((key) => [key, (value as Record<string, unknown>)[key]]));
}

function toBranch(value: unknown, schema: TSchema | undefined): Keywords | undefined {
  const keywords = schema as Keywords | undefined;
  if (!keywords?.anyOf) return keywords;
  const kind = value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
  const branches = keywords.anyOf as readonly Keywords[];
  return branches.find(
    ({ type, required = [] }) =>
      (type === kind && (kind !== "object" || hasAll(value as object, required))) ||
      (kind === "number" && type === "integer"),
  );
}

function hasAll(value: object, keys: readonly string[]): boolean {
  return keys.every((key) => Object.hasOwn(value, key));
}
