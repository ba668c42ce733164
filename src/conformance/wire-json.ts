/** A number as it was written, so that `85.0` and `85` stay different. */
export type WireNumber = { readonly literal: string };
/** JSON that keeps the order of keys and the literals of numbers. */
export type WireValue = null | boolean | string | WireNumber | WireList | WireObject;
/** A JSON array. */
export type WireList = readonly WireValue[];
/** A JSON object, its keys in the order they came. */
export type WireObject = ReadonlyMap<string, WireValue>;

const token = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
// No vendor has a key of this name.
const mark = "\u0000number";

/** The JSON text as it was written; undefined for a text that is no JSON. */
export function readWireJson(text: string): WireValue | undefined {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  const marked = text.replace(token, (part) =>
    part.startsWith('"') ? part : `{${JSON.stringify(mark)}:"${part}"}`,
  );
  return toWireValue(JSON.parse(marked));
}

function toWireValue(value: unknown): WireValue {
  if (Array.isArray(value)) return value.map(toWireValue);
  if (typeof value !== "object" || value === null) return value as null | boolean | string;
  const literal = (value as Record<string, unknown>)[mark];
  if (typeof literal === "string") return { literal };
  return new Map(Object.entries(value).map(([key, member]) => [key, toWireValue(member)]));
}

/** Whether the value is an object. */
export function isWireObject(value: WireValue | undefined): value is WireObject {
  return value instanceof Map;
}

/** Whether the value is a list. */
export function isWireList(value: WireValue | undefined): value is WireList {
  return Array.isArray(value);
}

/** Whether the value is a number. */
export function isWireNumber(value: WireValue | undefined): value is WireNumber {
  return typeof value === "object" && value !== null && "literal" in value;
}

/** Kind of a value for people: whole numbers and those with a decimal point are two kinds. */
export function toKind(value: WireValue): string {
  if (value === null) return "null";
  if (isWireList(value)) return "list";
  if (isWireObject(value)) return "object";
  if (isWireNumber(value)) return /^-?\d+$/.test(value.literal) ? "whole number" : "decimal number";
  return typeof value === "string" ? "text" : "boolean";
}

/** The value as compact JSON, every literal as it was written. */
export function toWireText(value: WireValue): string {
  if (isWireList(value)) return `[${value.map(toWireText).join(",")}]`;
  if (isWireObject(value))
    return `{${[...value].map(([key, member]) => `${JSON.stringify(key)}:${toWireText(member)}`).join(",")}}`;
  return isWireNumber(value) ? value.literal : JSON.stringify(value);
}

/** The value at a path such as `liveness.warnings[0].risk`, an empty one being the whole; undefined when there is none. */
export function readPath(value: WireValue | undefined, path: string): WireValue | undefined {
  let found = value;
  for (const [, key, index] of path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)) {
    if (key !== undefined) found = isWireObject(found) ? found.get(key) : undefined;
    else found = isWireList(found) ? found[Number(index)] : undefined;
  }
  return found;
}
