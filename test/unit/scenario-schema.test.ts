import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { type Components, hoist, toSorted } from "../../src/openapi/components.ts";
import { toPackagePath } from "../../src/package-root.ts";
import { loadScenarios } from "../../src/scenarios/load.ts";
import { createScenarioSchema } from "../../src/scenarios/schema.ts";
import { createSpecs } from "../helpers/specs.ts";

/** The schema as editors read it: one scenario, or a list of them. */
function createDocument(): string {
  const { Scenario, List } = createScenarioSchema(createSpecs());
  const parts: Components = new Map();
  const anyOf = hoist([Scenario, List], parts, "#/$defs");
  const document = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Stuntface scenarios",
    anyOf,
    $defs: toSorted(parts),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function compile() {
  return new Ajv2020({ strict: true, allErrors: true }).compile(JSON.parse(createDocument()));
}

test("scenarios/schema.json is up to date (run vitest with -u to renew it)", async () => {
  await expect(createDocument()).toMatchFileSnapshot(toPackagePath("scenarios/schema.json"));
});

test("every shipped scenario file fits the schema", () => {
  const check = compile();
  const sources = loadScenarios(toPackagePath("scenarios"), createSpecs()).map(({ source }) => source);
  const files = new Set(sources.map((source) => source.replace(/:\d+$/, "")));
  expect(files.size).toBeGreaterThan(40);
  for (const file of files)
    for (const document of parseAllDocuments(readFileSync(file, "utf8")))
      expect([file, check(document.toJS()), check.errors]).toEqual([file, true, null]);
});

test.each([
  [{ outcome: "real" }],
  [
    {
      scenarios: [
        { outcome: "real" },
        { id: "b", steps: [{ outcome: { score: 3 }, times: 2, delay: "2s" }] },
      ],
    },
  ],
  [{ operation: ["didit.face-match"], when: { header: { a: [1, true, "x"] } }, outcome: { warnings: [] } }],
])("the schema takes %j", (value) => {
  expect(compile()(value)).toBe(true);
});

test.each([
  [{ outcom: "real" }],
  [{ outcome: "Real" }],
  [{ outcome: { error: "forbiden" } }],
  [{ outcome: { score: 101 } }],
  [{ operation: "didit.facematch", outcome: "real" }],
  [{ steps: [] }],
  [{ steps: [{ outcome: "real", delay: "2h" }] }],
  [{ scenarios: {} }],
  ["real"],
])("the schema refuses %j", (value) => {
  expect(compile()(value)).toBe(false);
});
