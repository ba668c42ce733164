import { expect, test } from "vitest";
import { parseDocuments } from "../../src/documents/document.ts";
import { toProblemLine } from "../../src/documents/problem.ts";
import { parseScenarios } from "../../src/scenarios/parse.ts";
import { listProblems } from "../helpers/scenarios.ts";
import { createSpecs } from "../helpers/specs.ts";

function parse(text: string) {
  const { documents, problems } = parseDocuments("a.yaml", text);
  return { values: documents.map(({ value }) => value), lines: problems.map(toProblemLine) };
}

test("an alias may repeat what stands elsewhere", () => {
  expect(parse("a: &x [1]\nb: *x")).toEqual({ values: [{ a: [1], b: [1] }], lines: [] });
});

test.each([
  ["to nothing", "a: *nothing", "a.yaml:1:4 the alias *nothing names nothing"],
  [
    "inside of what it names",
    "a: &x { b: [*x] }",
    "a.yaml:1:13 the alias *x stands inside of what it names.",
  ],
])("an alias %s is refused with its place", (_, text, line) => {
  const { values, lines } = parse(text);
  expect(values).toEqual([]);
  expect(lines).toEqual([expect.stringContaining(line)]);
});

test("aliases that multiply are refused as such", () => {
  const levels = Array.from({ length: 9 }, (_, level) => `- &l${level + 1} [${`*l${level}, `.repeat(9)}]`);
  expect(parse(`- &l0 [x]\n${levels.join("\n")}\n`).lines).toEqual([
    expect.stringMatching(/^a\.yaml:\d+:\d+ the aliases stand for too much/),
  ]);
});

test("thousands of aliases are refused at once instead of being followed one by one", {
  timeout: 60_000,
}, () => {
  const text = Array.from({ length: 40_000 }, (_, index) => `- &a${index} [1]\n- *a${index}`).join("\n");
  expect(parse(text).lines).toEqual([expect.stringContaining("more than 1000 aliases")]);
});

test.each([
  ["lists", `a: ${"[".repeat(300)}${"]".repeat(300)}`],
  ["lists that never end", "[".repeat(100_000)],
  ["lists of dashes", "- ".repeat(100_000)],
  ["mappings", Array.from({ length: 300 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n")],
  ["keys that are mappings", "? ".repeat(50_000)],
])("%s nested without end are refused with their place", (_, text) => {
  const { values, lines } = parse(text);
  expect(values).toEqual([]);
  expect(lines[0]).toMatch(/^a\.yaml:\d+:\d+ is nested too deeply\.$/);
});

test("a key that stands twice is refused wherever it stands", () => {
  expect(parse("a: 1\nb:\n  - { c: 1, d: 2, 'c': 3 }\na: 2").lines).toEqual([
    "a.yaml:3:19 Map keys must be unique.",
    "a.yaml:4:1 Map keys must be unique.",
  ]);
});

test("a hundred thousand keys are looked at in no time worth mentioning", { timeout: 60_000 }, () => {
  const text = Array.from({ length: 80_000 }, (_, index) => `key-${index}: 1`).join("\n");
  expect(listProblems(text).length).toBeLessThanOrEqual(101);
});

test("of very many problems the first hundred are listed and the others counted", () => {
  const { problems } = parseScenarios("a.yaml", "a", `scenarios:\n${"  - {}\n".repeat(250)}`, createSpecs());
  expect(problems).toHaveLength(101);
  expect(problems.at(-1)).toMatchObject({ file: "a.yaml", line: 102, message: "150 more problems." });
});
