import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { toPackagePath } from "../../../src/package-root.ts";
import { loadScenarios, UnreadableScenariosError } from "../../../src/scenarios/load.ts";
import { createDirectory } from "../../helpers/directories.ts";
import { createSpecs } from "../../helpers/specs.ts";

const real = "outcome: real\n";

function inert(id: string): string {
  return `id: ${id}\nwhen: { vendor_data: ${id} }\noutcome: real\n`;
}

function load(files: Readonly<Record<string, string>>) {
  return loadScenarios(createDirectory(files), createSpecs());
}

function refuse(files: Readonly<Record<string, string>>): string[] {
  const directory = createDirectory(files);
  try {
    loadScenarios(directory, createSpecs());
  } catch (error) {
    expect((error as Error).name).toBe("ProblemsError");
    return (error as Error).message.replaceAll(`${directory}/`, "").split("\n");
  }
  return [];
}

test("files are read recursively, in path order, with their name as id", () => {
  const scenarios = load({
    "z.yml": "when: { vendor_data: z }\noutcome: real\n",
    "b/two.yaml": "when: { vendor_data: two }\noutcome: real\n",
    "b/a/three.json": '{ "when": { "vendor_data": "three" }, "outcome": "real" }',
    "a.yaml": inert("own-id"),
    "c/empty.yaml": "# nothing yet\n",
  });
  expect(scenarios.map(({ id }) => id)).toEqual(["own-id", "three", "two", "z"]);
});

test("hidden, underscored and foreign files are skipped, and so is the schema", () => {
  const bad = "not a scenario";
  const scenarios = load({
    "_draft.yaml": bad,
    ".hidden.yaml": bad,
    "_parts/a.yaml": bad,
    ".git/a.yaml": bad,
    "schema.json": '{ "type": "object" }',
    "README.md": bad,
    "photo.jpg": bad,
    "good.yaml": real,
  });
  expect(scenarios.map(({ id }) => id)).toEqual(["good"]);
});

test("an empty directory holds no scenarios", () => {
  expect(load({})).toEqual([]);
});

test("links to files are followed, as in a mounted configuration", () => {
  const directory = createDirectory({ "..data/linked.yaml": real });
  symlinkSync(join(directory, "..data/linked.yaml"), join(directory, "linked.yaml"));
  expect(loadScenarios(directory, createSpecs()).map(({ id }) => id)).toEqual(["linked"]);
});

test("the problems of all files come at once, each with its file", () => {
  expect(refuse({ "a.yaml": "outcome: Real\n", "b/c.json": '{ "outcom": "real" }', "d.yaml": real })).toEqual(
    [
      'a.yaml:1:10 outcome: "Real" is not known. Did you mean real?',
      "b/c.json:1:3 outcom: the key is not known. Did you mean outcome?",
    ],
  );
});

test("two scenarios of one id are a problem that names both places", () => {
  const [line, ...others] = refuse({ "a.yaml": inert("same"), "b.yaml": `# second\n${inert("same")}` });
  expect(line).toMatch(/^b\.yaml:2:1 the id same is also used in .*a\.yaml:1\.$/);
  expect(others).toEqual([]);
});

test.each([
  ["the same condition", "when: { vendor_data: x }", "when: { vendor_data: x }"],
  ["no condition", "", ""],
  ["the same pattern", "when: { api_key: [/x/i, y*] }", "when: { api_key: [/x/i, y*] }"],
  [
    "the same values in another order",
    "when: { device: [IOS, ANDROID] }",
    "when: { device: [ANDROID, IOS] }",
  ],
  ["a short form and a long one", "when: { device: IOS }", "when: { field: { device: IOS } }"],
  [
    "names of headers in another case under not",
    "when: { not: { header: { X-A: 1 }, device: IOS } }",
    "when: { not: { header: { x-a: 1 }, field: { device: IOS } } }",
  ],
  ["a number and its digits", "when: { call: 3, vendor_data: 42 }", "when: { call: '3', vendor_data: '42' }"],
  [
    "the same operations in another order",
    "operation: [didit.face-match, didit.passive-liveness]",
    "operation: [didit.passive-liveness, didit.face-match]",
  ],
])("two scenarios that tie by %s are a problem that names both", (_, one, two) => {
  const [line] = refuse({ "a.yaml": `${one}\n${real}`, "b.yaml": `${two}\n${real}` });
  expect(line).toMatch(
    /^b\.yaml:\d:1 b selects exactly the calls of a in .*a\.yaml:\d+; give one of them a precedence\.$/,
  );
});

test.each([
  ["precedence", "precedence: 1", ""],
  ["condition", "when: { vendor_data: x }", "when: { vendor_data: y }"],
  ["number of conditions", "when: { vendor_data: x }", "when: { vendor_data: x, device: IOS }"],
  ["operation", "operation: didit.face-match", "operation: didit.passive-liveness"],
  ["call", "when: { call: 1 }", "when: { call: 2 }"],
  ["stage", "stage: before_auth", ""],
  ["both forms of a field", "when: { device: IOS, field: { device: I* } }", "when: { device: IOS }"],
  ["flag of a pattern", "when: { vendor_data: /x/i }", "when: { vendor_data: /x/ }"],
])("scenarios that differ by %s do not tie", (_, one, two) => {
  expect(load({ "a.yaml": `${one}\n${real}`, "b.yaml": `${two}\n${real}` })).toHaveLength(2);
});

test("disabled scenarios do not tie", () => {
  expect(load({ "a.yaml": `enabled: false\n${real}`, "b.yaml": `enabled: false\n${real}` })).toHaveLength(2);
});

test("a directory that is not there is named", () => {
  const nowhere = join(createDirectory(), "nowhere");
  expect(() => loadScenarios(nowhere, createSpecs())).toThrow(UnreadableScenariosError);
  expect(() => loadScenarios(nowhere, createSpecs())).toThrow(nowhere);
});

test("a single file is loaded like a directory that holds only it", () => {
  const file = join(createDirectory({ "a.yaml": real }), "a.yaml");
  expect(loadScenarios(file, createSpecs()).map(({ id }) => id)).toEqual(["a"]);
});

test.each(["2025-05", "2026-06"] as const)("the shipped scenarios are good in edition %s", (contract) => {
  const scenarios = loadScenarios(toPackagePath("scenarios"), createSpecs({ didit: { contract } }));
  expect(scenarios.length).toBeGreaterThan(40);
});

test.each(["my case", "信用", "a#1", "a,b", "-x", "x".repeat(101)])("the file name %s is no id", (name) => {
  expect(refuse({ [`${name}.yaml`]: real })[0]).toBe(
    `${name}.yaml:1:1 ${JSON.stringify(name)} is no id; give the scenario one: up to 100 letters, digits, dots, dashes and underscores.`,
  );
  expect(load({ [`${name}.yaml`]: `id: own\n${real}` }).map(({ id }) => id)).toEqual(["own"]);
});
