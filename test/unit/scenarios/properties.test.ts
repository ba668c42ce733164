import fc from "fast-check";
import { expect, test } from "vitest";
import { compileScenario } from "../../../src/scenarios/compile.ts";
import { parseScenarios } from "../../../src/scenarios/parse.ts";
import { select as ask, createStore, parseGood } from "../../helpers/scenarios.ts";
import { createSpecs } from "../../helpers/specs.ts";

const specs = createSpecs();

/** Either scenarios or problems with a place; anything thrown fails the property. */
function expectVerdict(text: string): void {
  const { drafts, problems } = parseScenarios("a.yaml", "a", text, specs);
  for (const { line, column, message } of problems) {
    expect(Math.min(line, column)).toBeGreaterThanOrEqual(1);
    expect(message).not.toBe("");
  }
  for (const draft of drafts) expect(compileScenario(draft, "file").steps.length).toBeGreaterThan(0);
}

const words = [
  "id",
  "operation",
  "when",
  "steps",
  "outcome",
  "real",
  "error",
  "forbidden",
  "vendor_data",
  "header",
];
const keys = [
  "file",
  "any",
  "not",
  "warnings",
  "score",
  "set",
  "delay",
  "2s",
  "times",
  "scenarios",
  "didit.face-match",
];
const word = fc.constantFrom(...words, ...keys, "/x(/", "*", "");
const near = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    word,
    fc.constantFrom<unknown>(null, true, 0, -1, 706, 1e308),
    fc.dictionary(word, tie("value"), { maxKeys: 4 }),
    fc.array(tie("value"), { maxLength: 3 }),
  ),
})).value;

test("any JSON is taken or refused with a place", () => {
  fc.assert(fc.property(fc.json(), expectVerdict), { numRuns: 200 });
});

test("any mixture of the language's own words is taken or refused with a place", () => {
  fc.assert(
    fc.property(near, (value) => expectVerdict(JSON.stringify(value))),
    { numRuns: 500 },
  );
});

test("a scenario file that is cut anywhere is taken or refused with a place", () => {
  const text = `id: a\nwhen: { vendor_data: [x, "y*"], not: { header: { a: /b/i } } }\nsteps:\n  - outcome: { error: forbidden }\n    delay: 2s\n---\noutcome: real\n`;
  fc.assert(fc.property(fc.nat(text.length), (length) => expectVerdict(text.slice(0, length))));
});

const target = `scenarios:
  - { id: target, when: { vendor_data: user-1, device: IOS }, outcome: real }
  - { id: runner-up, when: { vendor_data: user-1 }, outcome: real }
  - { id: fallback, precedence: -1, outcome: real }
`;

test("which scenario answers does not depend on the order of the others", () => {
  const others = Array.from(
    { length: 8 },
    (_, index) =>
      `{ id: other-${index}, precedence: ${index % 3}, when: { vendor_data: other-${index} }, outcome: real }`,
  );
  const scenarios = [...parseGood(target), ...parseGood(`scenarios: [${others.join(", ")}]`)];
  const select = (shuffled: typeof scenarios, fields: Record<string, string>) =>
    ask(createStore(shuffled), { fields })?.label;
  fc.assert(
    fc.property(fc.shuffledSubarray(scenarios, { minLength: scenarios.length }), (shuffled) => {
      expect(select(shuffled, { vendor_data: "user-1", device: "IOS" })).toBe("target#1/1");
      expect(select(shuffled, { vendor_data: "user-1" })).toBe("runner-up#1/1");
      expect(select(shuffled, { vendor_data: "user-2" })).toBe("fallback#1/1");
      expect(select(shuffled, { vendor_data: "other-4" })).toBe("other-4#1/1");
    }),
    { numRuns: 50 },
  );
});
