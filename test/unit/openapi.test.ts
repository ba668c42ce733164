import { readFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect, test } from "vitest";
import type { OpenApiDocument } from "../../src/openapi/document.ts";
import { toPackagePath } from "../../src/package-root.ts";
import { createDocuments } from "../helpers/documents.ts";

type Told = {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly responses: Readonly<Record<string, object>>;
};

const names = ["didit", "didit-2026-06", "apptenticate", "admin"] as const;
let made: ReturnType<typeof createDocuments> | undefined;

/** Made in the first test that asks, since making them needs a server. */
function makeDocuments() {
  made ??= createDocuments();
  return made;
}

async function toDocument(name: string): Promise<OpenApiDocument> {
  const document = (await makeDocuments())[name];
  if (!document) throw new Error(`no document ${name}`);
  return document;
}

function listOperations({ paths }: OpenApiDocument): Told[] {
  return Object.values(paths).flatMap((methods) => Object.values(methods) as Told[]);
}

/** Every object inside the value, itself included, with its place. */
function* walk(value: unknown, path = ""): Generator<readonly [string, Record<string, unknown>]> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield [path, value as Record<string, unknown>];
  for (const [key, item] of Object.entries(value)) yield* walk(item, `${path}/${key}`);
}

test("every committed document has its test", async () => {
  expect(Object.keys(await makeDocuments()).sort()).toEqual([...names].sort());
});

test.each(names)("openapi/%s.json is up to date (npm run openapi renews it)", async (name) => {
  await expect(`${JSON.stringify(await toDocument(name), null, 2)}\n`).toMatchFileSnapshot(
    toPackagePath(`openapi/${name}.json`),
  );
});

test.each(names)("%s is valid OpenAPI 3.1", async (name) => {
  const validator = new Validator();
  const result = await validator.validate(structuredClone(await toDocument(name)));
  expect([result.errors, validator.version]).toEqual([undefined, "3.1"]);
});

test.each(names)("every reference of %s resolves, and every component is referred to", async (name) => {
  const document = await toDocument(name);
  const places = [...walk(document)].flatMap(([, { $ref }]) => (typeof $ref === "string" ? [$ref] : []));
  const kept = Object.entries(document.components)
    .filter(([kind]) => kind !== "securitySchemes")
    .flatMap(([kind, parts]) => Object.keys(parts).map((part) => `#/components/${kind}/${part}`));
  expect([...new Set(places)].sort()).toEqual(kept.sort());
});

test.each(names)("%s names every operation once and describes it in sentences", async (name) => {
  const document = await toDocument(name);
  const operations = listOperations(document);
  const ids = operations.map(({ operationId }) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !/^(didit|apptenticate|admin)\.[a-z-]+(\.v[\d.]+)?$/.test(id))).toEqual([]);
  const tags = document.tags.map((tag) => tag.name);
  expect(operations.flatMap((operation) => operation.tags).filter((tag) => !tags.includes(tag))).toEqual([]);
  const texts = operations.flatMap(({ summary, description = summary }) => [summary, description]);
  expect(texts.filter((text) => !/^[A-Z`].*\.$/.test(text))).toEqual([]);
});

test.each(names)("every example of %s fits its schema", async (name) => {
  const document = await toDocument(name);
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  ajv.addSchema({ $id: "document", components: document.components });
  const point = (schema: unknown) =>
    JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"document#/'));
  let count = 0;
  for (const [path, { schema, examples }] of walk(document)) {
    if (schema === undefined || examples === undefined) continue;
    const check = ajv.compile(point(schema));
    for (const [key, { value }] of Object.entries(examples as Record<string, { value: unknown }>)) {
      count += 1;
      expect([path, key, check(value), check.errors]).toEqual([path, key, true, null]);
    }
  }
  expect(count).toBeGreaterThan(name === "admin" ? -1 : 10);
});

test.each([
  ["didit", "passive-liveness", "approved", "didit-2025-05-passive-liveness"],
  ["didit", "face-match", "approved", "didit-2025-05-face-match"],
])("the example of %s %s is the published one", async (name, path, example, golden) => {
  const operation = (await toDocument(name)).paths[`/v3/${path}/`]?.post as {
    responses: Record<string, { content: Record<string, { examples: Record<string, { value: unknown }> }> }>;
  };
  const told = operation.responses["200"]?.content["application/json"]?.examples[example]?.value;
  const text = readFileSync(new URL(`../golden/${golden}.json`, import.meta.url), "utf8");
  expect(told).toEqual(JSON.parse(text));
});
