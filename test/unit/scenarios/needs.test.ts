import { expect, test } from "vitest";
import type { Call } from "../../../src/scenarios/call.ts";
import type { Stage } from "../../../src/scenarios/scenario.ts";
import { createCall, createCalledFile, createStore, parseGood } from "../../helpers/scenarios.ts";
import { createSpecs, findSpec } from "../../helpers/specs.ts";

const seen = "seen: { user_image: { faces: 1 } }";
const phash = "file: { user_image: { phash: 0123456789abcdef } }";

function createAsker(text: string) {
  const store = createStore(text);
  const listNeeds = (changes: Partial<Call> = {}, stage: Stage = "normal") => {
    const call = createCall({ files: [createCalledFile()], ...changes });
    const spec = findSpec(createSpecs(), call.operation);
    return [...store.listNeeds({ call, spec, names: { magic: [] }, stage }, new Set())].sort();
  };
  return { store, listNeeds };
}

function listNeeds(text: string, changes: Partial<Call> = {}, stage: Stage = "normal") {
  return createAsker(text).listNeeds(changes, stage);
}

test.each([
  ["nothing", "outcome: real", []],
  ["a text", "when: { vendor_data: '*' }\noutcome: real", []],
  ["a sha256", "when: { file: { user_image: { sha256: a } } }\noutcome: real", []],
  ["a size", "when: { file: { any: { width: 3 } } }\noutcome: real", []],
  ["a perceptual hash", `when: { ${phash} }\noutcome: real`, ["perceptual-hash"]],
  [
    "a perceptual hash of any file",
    "when: { file: { any: { size: 3, phash: 0123456789abcdef } } }\noutcome: real",
    ["perceptual-hash"],
  ],
  ["what is seen", `when: { ${seen} }\noutcome: real`, ["detection"]],
  ["what is not seen", `when: { not: { ${seen} } }\noutcome: real`, ["detection"]],
  ["both", `when: { ${seen}, ${phash} }\noutcome: real`, ["detection", "perceptual-hash"]],
  [
    "neither of both",
    `when: { not: { ${seen}, ${phash} } }\noutcome: real`,
    ["detection", "perceptual-hash"],
  ],
])("who asks for %s needs %s measured", (_, text, needs) => {
  const isTextAsked = text.includes("vendor_data");
  expect(listNeeds(text, isTextAsked ? { fields: { vendor_data: "a" } } : {})).toEqual(needs);
});

test("nothing is measured for scenarios whose other conditions do not hold", () => {
  const text = `when: { vendor_data: user-1, ${seen} }\noutcome: real`;
  expect(listNeeds(text, { fields: { vendor_data: "user-1" } })).toEqual(["detection"]);
  expect(listNeeds(text, { fields: { vendor_data: "user-2" } })).toEqual([]);
});

test.each([
  ["another operation", "operation: didit.face-match"],
  ["another stage", "stage: before_validation"],
  ["nobody, being switched off", "enabled: false"],
])("nothing is measured for scenarios for %s", (_, line) => {
  expect(listNeeds(`${line}\nwhen: { ${phash} }\noutcome: real`)).toEqual([]);
});

test("nothing is measured when a stronger scenario answers anyway", () => {
  const { listNeeds } = createAsker(`scenarios:
  - { id: strong, precedence: 1, when: { vendor_data: a }, outcome: real }
  - { id: weak, when: { ${seen} }, outcome: real }
`);
  expect(listNeeds({ fields: { vendor_data: "a" } })).toEqual([]);
  expect(listNeeds({ headers: { "x-stuntface-scenario": "strong" } })).toEqual([]);
  expect(listNeeds({ fields: { vendor_data: "b" } })).toEqual(["detection"]);
});

test("nothing is measured for the conditions of a scenario that the header names", () => {
  const { listNeeds } = createAsker(`id: named\nwhen: { ${seen} }\noutcome: real`);
  expect(listNeeds({ headers: { "x-stuntface-scenario": "named" } })).toEqual([]);
  expect(listNeeds()).toEqual(["detection"]);
});

test("nothing is measured for a call that an armed one-shot answers", () => {
  const { store, listNeeds } = createAsker(`when: { ${seen} }\noutcome: real`);
  const [shot] = parseGood("id: shot\noutcome: real", "armed");
  if (shot) store.arm(shot);
  expect(listNeeds()).toEqual([]);
});

test("a stronger scenario that is used up leaves the measuring to the next", () => {
  const { store, listNeeds } = createAsker(`scenarios:
  - { id: once, precedence: 1, after: real, outcome: real }
  - { id: weak, when: { ${seen} }, outcome: real }
`);
  expect(listNeeds()).toEqual([]);
  store.select({
    call: createCall(),
    spec: findSpec(createSpecs(), "didit.passive-liveness"),
    names: { magic: [] },
    stage: "normal",
  });
  expect(listNeeds()).toEqual(["detection"]);
});

test("nothing is measured for a file's scenario that one added at run time replaces", () => {
  const { store, listNeeds } = createAsker(`id: same\nwhen: { ${seen} }\noutcome: real`);
  const [scenario] = parseGood("id: same\nwhen: { vendor_data: never }\noutcome: real", "run-time");
  if (scenario) store.put(scenario);
  expect(listNeeds()).toEqual([]);
});

test("asking what is needed counts nothing", () => {
  const { store, listNeeds } = createAsker("id: once\nsteps: [{ outcome: real }, { outcome: real }]");
  listNeeds();
  const spec = findSpec(createSpecs(), "didit.passive-liveness");
  const question = { call: createCall(), spec, names: { magic: [] }, stage: "normal" as const };
  expect(store.select(question).selection?.label).toBe("once#1/2");
});
