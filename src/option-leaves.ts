import type { TSchema } from "typebox";
import { validate } from "./documents/validate.ts";
import { type Options, OptionsSchema, type PartialOptions } from "./options.ts";

/** One setting: where it stands in {@link Options} and the schema it must fit. */
export type OptionLeaf = { readonly path: readonly string[]; readonly schema: TSchema & OptionKeywords };

/** What of a setting's schema is shown to people. */
export type OptionKeywords = {
  readonly type?: string;
  readonly default?: unknown;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  /** A second, shorter flag. */
  readonly alias?: string;
};

/** All settings, in the order of the schema. */
export function listOptions(schema: TSchema = OptionsSchema, path: readonly string[] = []): OptionLeaf[] {
  const { properties } = schema as { properties?: Record<string, TSchema> };
  if (!properties) return [{ path, schema }];
  return Object.entries(properties).flatMap(([key, child]) => listOptions(child, [...path, key]));
}

/** The given settings over the defaults; what is undefined keeps its default. */
export function toOptions(...layers: readonly PartialOptions[]): Options {
  const options: Record<string, unknown> = {};
  for (const { path, schema } of listOptions()) {
    const given = layers.map((layer) => readPath(layer, path)).findLast((value) => value !== undefined);
    writePath(options, path, given ?? structuredClone(schema.default));
  }
  return options as Options;
}

/** The given settings; throws a TypeError that names every one that is not known or does not fit. */
export function checkOptions(given: PartialOptions): PartialOptions {
  const mismatches = validate(toPartialSchema(OptionsSchema), JSON.parse(JSON.stringify(given)));
  if (mismatches.length === 0) return given;
  throw new TypeError(
    mismatches.map(({ path, message }) => `option ${path.join(".")}: ${message}`).join("\n"),
  );
}

/** The schema with every key optional, spelled as `toKey` says. */
export function toPartialSchema(schema: TSchema, toKey: (key: string) => string = String): TSchema {
  const { properties } = schema as { properties?: Record<string, TSchema> };
  if (!properties) return schema;
  const children = Object.entries(properties).map(([key, child]) => [
    toKey(key),
    toPartialSchema(child, toKey),
  ]);
  return { type: "object", properties: Object.fromEntries(children), additionalProperties: false } as TSchema;
}

/** The value at `path`, or undefined where the way ends early. */
export function readPath(root: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], root);
}

/** Sets the value at `path`, making the mappings on the way. */
export function writePath(root: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [key, ...rest] = path;
  if (key === undefined) return;
  if (rest.length === 0) {
    root[key] = value;
    return;
  }
  const child = (root[key] ?? {}) as Record<string, unknown>;
  root[key] = child;
  writePath(child, rest, value);
}
