/** Named parts of a document by their name. */
export type Components = Map<string, unknown>;

/** How the schema library writes a map with any keys. */
const anyKey = "^.*$";

/**
 * The schema as JSON, with a reference in the place of every part that has an `$id`; those parts go to `components` by that name, where
 * references find them at `root`. Throws when two different parts have one name.
 */
export function hoist(schema: unknown, components: Components, root = "#/components/schemas"): unknown {
  if (Array.isArray(schema)) return schema.map((item) => hoist(item, components, root));
  if (typeof schema !== "object" || schema === null) return schema;
  const { $id: name, ...keywords } = schema as Record<string, unknown>;
  const entries = Object.entries(withRecord(withType(keywords))).map(([key, value]) => [
    key,
    hoist(value, components, root),
  ]);
  const plain: unknown = Object.fromEntries(entries);
  if (typeof name !== "string") return plain;
  addComponent(components, name, plain);
  return { $ref: `${root}/${name}` };
}

/** Keeps a part under its name; throws when another one has it. */
export function addComponent(components: Components, name: string, part: unknown): void {
  const known = components.get(name);
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(part))
    throw new Error(`two different parts of the document are called ${name}`);
  components.set(name, part);
}

/** The parts as an object, in the order of their names, so that a new one moves no other. */
export function toSorted(components: Components): Record<string, unknown> {
  return Object.fromEntries([...components].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Client generators make better types of a list of words when it says that they are texts. */
function withType(keywords: Record<string, unknown>): Record<string, unknown> {
  const { enum: words, type } = keywords;
  if (!Array.isArray(words) || type !== undefined) return keywords;
  if (words.every((word) => typeof word === "string")) return { type: "string", ...keywords };
  return words.every(Number.isInteger) ? { type: "integer", ...keywords } : keywords;
}

/** Client generators know maps by `additionalProperties`. */
function withRecord({ patternProperties, ...keywords }: Record<string, unknown>): Record<string, unknown> {
  if (patternProperties === undefined) return keywords;
  const patterns = Object.entries(patternProperties as object);
  const [any] = patterns;
  return patterns.length === 1 && any?.[0] === anyKey
    ? { ...keywords, additionalProperties: any[1] }
    : { patternProperties, ...keywords };
}
