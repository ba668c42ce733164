import fc from "fast-check";
import { expect, test } from "vitest";
import type { Call } from "../../../src/scenarios/call.ts";
import { countConditions, createLayer } from "../../../src/scenarios/layer.ts";
import { type Scenario, stages } from "../../../src/scenarios/scenario.ts";
import { createCall, createCalledFile, createStore, parseGood } from "../../helpers/scenarios.ts";

const text = fc.constantFrom("a", "b", "1", "true", "constructor");
const selector = fc.oneof(
  text,
  fc.constantFrom<string | number | boolean>("*", "a*", "/b/", 1, true),
  fc.uniqueArray(fc.constantFrom<string | number>("a", "b", 1, "1", "*b"), { minLength: 1, maxLength: 3 }),
);
const name = fc.constantFrom("x-a", "X-B", "toString", "a.b");
const fieldName = fc.constantFrom("vendor_data", "device", "other", "__proto__", "a.b");
const plain = fc.record(
  {
    header: fc.dictionary(name, selector, { minKeys: 1, maxKeys: 2 }),
    field: fc.dictionary(fieldName, selector, { minKeys: 1, maxKeys: 2 }),
    vendor_data: selector,
    device: selector,
    username: selector,
    file: fc.constant({ user_image: { filename: "a" } }),
  },
  { requiredKeys: [] },
);
const when = fc.oneof(
  plain,
  fc.tuple(plain, plain).map(([own, not]) => (Object.keys(not).length === 0 ? own : { ...own, not })),
);
const written = fc.record(
  {
    when,
    precedence: fc.integer({ min: -1, max: 1 }),
    stage: fc.constantFrom(...stages),
    enabled: fc.boolean(),
  },
  { requiredKeys: ["when"] },
);

/** Scenarios in the order given, as far as their stage knows what they ask for. */
function toScenarios(list: readonly object[]): Scenario[] {
  return list.flatMap((item, index) => {
    const [scenario] = parseGood(
      JSON.stringify({ ...item, stage: "normal", id: `s-${index}`, outcome: "real" }),
    );
    const stage = "stage" in item ? (item.stage as Scenario["stage"]) : "normal";
    return scenario ? [{ ...scenario, stage }] : [];
  });
}

const value = fc.oneof(text, fc.constantFrom<unknown>(1, true, null, undefined));
const call: fc.Arbitrary<Call> = fc
  .record({
    headers: fc.dictionary(
      fc.constantFrom("x-a", "x-b", "tostring", "a.b"),
      fc.oneof(text, fc.constantFrom<string[]>([], ["a", "a"], ["b", "a"])),
    ),
    fields: fc.dictionary(fieldName, value),
    username: fc.option(text, { nil: undefined }),
    files: fc.constantFrom([], [createCalledFile({ filename: "a" })]),
  })
  .map(createCall);

/** What {@link createLayer} says of itself, without any index. */
function scan(scenarios: readonly Scenario[], asked: Call, stage: Scenario["stage"]): string[] {
  return scenarios
    .filter((scenario) => scenario.enabled && scenario.stage === stage)
    .filter(({ conditions }) => conditions.every(({ holds }) => holds(asked)))
    .map((scenario, order) => ({ scenario, order, weight: countConditions(scenario) }))
    .sort((a, b) => b.scenario.precedence - a.scenario.precedence || b.weight - a.weight || a.order - b.order)
    .map(({ scenario }) => scenario.id);
}

test("the index finds exactly the scenarios that a look at all of them finds, in the same order", () => {
  fc.assert(
    fc.property(
      fc.array(written, { maxLength: 12 }),
      fc.array(call, { minLength: 1, maxLength: 4 }),
      (list, calls) => {
        const scenarios = toScenarios(list);
        const layer = createLayer(scenarios);
        for (const asked of calls)
          for (const stage of stages) {
            const found = layer
              .find(asked, stage)
              .filter(({ conditions }) => conditions.every(({ holds }) => holds(asked)))
              .map(({ id }) => id);
            expect(found).toEqual(scan(scenarios, asked, stage));
          }
      },
    ),
    { numRuns: 150 },
  );
});

test("a header that comes twice with the same value finds a scenario once", () => {
  const scenarios = parseGood("when: { header: { x-a: [a, b] } }\noutcome: real");
  const headers = { "x-a": ["a", "b", "a"] };
  expect(createLayer(scenarios).find(createCall({ headers }), "normal")).toHaveLength(1);
});

test("the headers that conditions ask about are known, those under not included", () => {
  const scenarios = parseGood(
    "when: { header: { X-A: 1, x-b: /2/ }, not: { header: { X-C: '*' } } }\noutcome: real",
  );
  expect([...createLayer(scenarios).askedHeaders].sort()).toEqual(["x-a", "x-b", "x-c"]);
});

test("a scenario added at run time is asked about its headers like one of a file", () => {
  const store = createStore("when: { header: { x-file: 1 } }\noutcome: real");
  const [scenario] = parseGood(
    "id: added\nwhen: { not: { header: { x-added: 1 } } }\noutcome: real",
    "run-time",
  );
  if (scenario) store.put(scenario);
  expect([...store.askedHeaders()].sort()).toEqual(["x-added", "x-file"]);
});
