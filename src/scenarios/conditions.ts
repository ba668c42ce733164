import type { Call } from "./call.ts";
import { describe, named, one, toText } from "./condition-words.ts";
import { toFileConditions, toSeenConditions } from "./file-conditions.ts";
import { isSelected, toTextSelector, type WrittenSelector } from "./pattern.ts";
import type { Condition } from "./scenario.ts";
import type { WrittenWhen } from "./schema.ts";

/** The conditions of a `when` as written, cheap ones first; throws {@link ConditionError} for one that cannot be read. */
export function toConditions(written: WrittenWhen | undefined): Condition[] {
  if (!written) return [];
  const { header, api_key, username, vendor_data, device, field, file, seen, not } = written;
  return [
    ...each(defined({ vendor_data, device }), toFieldCondition),
    ...named("field", () => each(field, toFieldCondition)),
    ...named("header", () => each(header, toHeaderCondition)),
    ...one("api_key", api_key, toKeyCondition),
    ...one("username", username, toUserCondition),
    ...named("file", () => each(file, toFileConditions)),
    ...named("seen", () => each(seen, toSeenConditions)),
    ...one("not", not, (group) => toNegation(toConditions(group))),
  ];
}

/** Text in which conditions of the same meaning are equal, to find scenarios that tie. */
export function toSelectorKey(written: WrittenWhen | undefined): string {
  return JSON.stringify(toSorted(toPlain(written)));
}

/** One form for what can be written in several. */
function toPlain(written: WrittenWhen | undefined): Record<string, unknown> {
  const { vendor_data, device, field, header, not, ...others } = written ?? {};
  const short = defined({ vendor_data, device });
  return {
    ...others,
    ...(not === undefined ? {} : { not: toPlain(not) }),
    fields: [...Object.entries(field ?? {}), ...Object.entries(short)],
    headers: Object.entries(header ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  };
}

/** The value with all lists and keys in one order: none of them says more by its order. */
function toSorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => JSON.stringify(toSorted(item))).sort();
  if (typeof value !== "object" || value === null) return [String(value)];
  const entries = Object.entries(value).map(([key, item]) => [key, toSorted(item)] as const);
  return entries.sort(([a], [b]) => (a < b ? -1 : 1));
}

function toFieldCondition(name: string, written: WrittenSelector): Condition[] {
  const selector = toTextSelector(written);
  const path = name === "vendor_data" || name === "device" ? name : `field.${name}`;
  const read = (call: Call) => (Object.hasOwn(call.fields, name) ? call.fields[name] : undefined);
  return [
    {
      path,
      ...describe(selector, name),
      holds: (call) => isSelected(selector, read(call)),
      got: (call) => toText(read(call), name),
    },
  ];
}

function toHeaderCondition(name: string, written: WrittenSelector): Condition[] {
  const selector = toTextSelector(written);
  const key = name.toLowerCase();
  const read = ({ headers }: Call) => {
    const value = Object.hasOwn(headers, key) ? headers[key] : undefined;
    return value === undefined || Array.isArray(value) ? (value ?? []) : [value];
  };
  return [
    {
      path: `header.${key}`,
      ...describe(selector, key),
      holds: (call) => read(call).some((value) => isSelected(selector, value)),
      got: (call) => toText(read(call)[0], key),
    },
  ];
}

function toKeyCondition(written: WrittenSelector): Condition {
  const selector = toTextSelector(written);
  return {
    path: "api_key",
    ...describe(selector, "api_key"),
    holds: ({ apiKey }) => apiKey !== undefined && selector.some((pattern) => apiKey.holds(pattern) === true),
    got: ({ apiKey }) =>
      apiKey && selector.some((pattern) => apiKey.holds(pattern) === undefined)
        ? `${apiKey.shown} (keys are not kept, so a pattern cannot be tried afterwards)`
        : apiKey?.shown,
  };
}

function toUserCondition(written: WrittenSelector): Condition {
  const selector = toTextSelector(written);
  return {
    path: "username",
    ...describe(selector, "username"),
    holds: ({ username }) => isSelected(selector, username),
    got: ({ username }) => username,
  };
}

function toNegation(conditions: readonly Condition[]): Condition {
  if (conditions.length === 0) throw new SyntaxError("is empty, so that it would never hold.");
  return {
    path: "not",
    want: `not ${conditions.map(({ path, want }) => `${path} ${want}`).join(" and ")}`,
    needs: [...new Set(conditions.flatMap(({ needs }) => needs))],
    weight: conditions.reduce((sum, { weight }) => sum + weight, 0),
    holds: (call) => !conditions.every(({ holds }) => holds(call)),
    got: (call) => conditions[0]?.got(call),
  };
}

function each<T>(
  record: Readonly<Record<string, T>> | undefined,
  toItems: (key: string, value: T) => Condition[],
): Condition[] {
  return Object.entries(record ?? {}).flatMap(([key, value]) => named(key, () => toItems(key, value)));
}

function defined<T>(record: Readonly<Record<string, T | undefined>>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(record).filter((entry): entry is [string, T] => entry[1] !== undefined),
  );
}
