import { expect, test } from "vitest";
import type { Call } from "../../../src/scenarios/call.ts";
import type { Stage } from "../../../src/scenarios/scenario.ts";
import type { ScenarioStore } from "../../../src/scenarios/store.ts";
import { ask, createStore, parseGood } from "../../helpers/scenarios.ts";

function createSelector(text = "", shipped = "") {
  const store = createStore(text, shipped);
  const label = (changes: Partial<Call> = {}, stage: Stage = "normal") =>
    ask(store, changes, { magic: [] }, stage).selection?.label;
  return { store, label };
}

function put(store: ScenarioStore, text: string): void {
  for (const scenario of parseGood(text, "run-time")) store.put(scenario);
}

function arm(store: ScenarioStore, text: string): void {
  for (const scenario of parseGood(text, "armed")) store.arm({ ...scenario, after: "real" });
}

const header = (id: string) => ({ headers: { "x-stuntface-scenario": id } });

test("a scenario added at run time outweighs files, whatever their precedence and selectors", () => {
  const { store, label } = createSelector(
    "id: file\nprecedence: 9\nwhen: { vendor_data: a, username: b }\noutcome: real",
  );
  const call = { fields: { vendor_data: "a" }, username: "b" };
  expect(label(call)).toBe("file#1/1");
  put(store, "id: added\nprecedence: -9\noutcome: real");
  expect(label(call)).toBe("added#1/1");
});

test("of scenarios added at run time that tie the newest wins, and when it goes the one before", () => {
  const { store, label } = createSelector();
  put(store, "id: old\noutcome: real");
  put(store, "id: new\noutcome: real");
  expect(label()).toBe("new#1/1");
  expect(store.remove("new")).toBe(true);
  expect(label()).toBe("old#1/1");
});

test("of scenarios added at run time the larger precedence wins, then more selectors", () => {
  const { store, label } = createSelector();
  put(store, "id: urgent\nprecedence: 1\nwhen: { vendor_data: a }\noutcome: real");
  put(store, "id: precise\nwhen: { username: b }\noutcome: real");
  put(store, "id: new\noutcome: real");
  expect(label({ fields: { vendor_data: "a" }, username: "b" })).toBe("urgent#1/1");
  expect(label({ username: "b" })).toBe("precise#1/1");
  expect(label()).toBe("new#1/1");
});

test("a scenario added at run time replaces the one of its id and begins anew", () => {
  const { store, label } = createSelector();
  const twoSteps = "steps: [{ outcome: real }, { outcome: real }]";
  put(store, `id: same\n${twoSteps}`);
  expect([label(), label()]).toEqual(["same#1/2", "same#2/2"]);
  put(store, `id: same\n${twoSteps}`);
  expect(store.list().filter(({ id }) => id === "same")).toHaveLength(1);
  expect([label(), store.countAnswers("same")]).toEqual(["same#1/2", 1]);
});

test("a scenario added at run time hides the file's of its id, even switched off, until it goes", () => {
  const { store, label } = createSelector("id: same\noutcome: real");
  put(store, "id: same\nenabled: false\noutcome: real");
  expect(label()).toBeUndefined();
  expect(() => label(header("same"))).toThrow("switched off");
  store.clear();
  expect(label()).toBe("same#1/1");
});

test("the header outweighs one-shots, which outweigh scenarios added at run time", () => {
  const { store, label } = createSelector("id: named\nwhen: { vendor_data: never }\noutcome: real");
  put(store, "id: added\nprecedence: 9\noutcome: real");
  arm(store, "id: armed-1\noutcome: real");
  expect(label(header("named"))).toBe("named#1/1");
  expect(label()).toBe("armed-1#1/1");
  expect(label()).toBe("added#1/1");
});

test("one-shots of an operation are used up in the order in which they were armed", () => {
  const { store, label } = createSelector();
  arm(store, "id: one\noperation: didit.passive-liveness\noutcome: real");
  arm(store, "id: match\noperation: didit.face-match\noutcome: real");
  arm(store, "id: two\noperation: didit.passive-liveness\noutcome: real\nprecedence: 9");
  expect([label(), label(), label()]).toEqual(["one#1/1", "two#1/1", undefined]);
  expect(store.list().map(({ id }) => id)).toEqual(["match"]);
  expect(label({ operation: "didit.face-match" })).toBe("match#1/1");
  expect(store.list()).toEqual([]);
});

test("a one-shot with several steps stays until the last is given", () => {
  const { store, label } = createSelector();
  arm(store, "id: shot\nsteps: [{ outcome: real, times: 2 }, { outcome: real }]");
  arm(store, "id: next\noutcome: real");
  expect([label(), label(), label(), label()]).toEqual(["shot#1/2", "shot#1/2", "shot#2/2", "next#1/1"]);
});

test("a one-shot waits for the call that its conditions want and lets others pass", () => {
  const { store, label } = createSelector();
  arm(store, "id: shot\nwhen: { vendor_data: a }\noutcome: real");
  expect([label(), label({ fields: { vendor_data: "a" } }), store.list()]).toEqual([
    undefined,
    "shot#1/1",
    [],
  ]);
});

test("a one-shot that is removed or cleared away does not answer", () => {
  const { store, label } = createSelector();
  arm(store, "id: one\noutcome: real");
  arm(store, "id: two\noutcome: real");
  expect([store.remove("one"), store.remove("one"), label()]).toEqual([true, false, "two#1/1"]);
  arm(store, "id: three\noutcome: real");
  store.clear();
  expect(label()).toBeUndefined();
});

const early = "id: early\nstage: before_auth\noutcome: real";

test("a header and a one-shot that wait for a later stage keep early scenarios from the call", () => {
  const { store, label } = createSelector(
    `scenarios: [{ id: named, outcome: real }, { ${early.replaceAll("\n", ", ")} }]`,
  );
  expect(label(header("named"), "before_auth")).toBeUndefined();
  expect(label({}, "before_auth")).toBe("early#1/1");
  arm(store, "id: shot\noutcome: real");
  expect(label({}, "before_auth")).toBeUndefined();
});

test.each<[string, Stage, Partial<Call>]>([
  ["header: { x-a: b }", "before_auth", { headers: { "x-a": "c" } }],
  ["username: a", "before_validation", { username: "b" }],
  ["vendor_data: a", "before_validation", { fields: { vendor_data: "b" } }],
  ["file: { user_image: { filename: a.jpg } }", "before_validation", {}],
])("a one-shot with %s does not keep %s scenarios from a call that it cannot answer", (when, stage, call) => {
  const { store, label } = createSelector(`id: early\nstage: ${stage}\noutcome: real`);
  arm(store, `id: shot\nwhen: { ${when} }\noutcome: real`);
  expect(label(call, stage)).toBe("early#1/1");
});

test.each([
  ["vendor_data: a", "before_auth"],
  ["field: { rotate_image: true }", "before_validation"],
  ["seen: { any: { faces: 1 } }", "before_validation"],
] as const)("a one-shot with %s may still answer what is asked at stage %s", (when, stage) => {
  const { store, label } = createSelector(`id: early\nstage: ${stage}\noutcome: real`);
  arm(store, `id: shot\nwhen: { ${when} }\noutcome: real`);
  expect(label({}, stage)).toBeUndefined();
});

test("what cannot be removed is not touched", () => {
  const { store, label } = createSelector("id: file\nsteps: [{ outcome: real }, { outcome: real }]");
  label();
  expect(store.remove("file")).toBe(false);
  expect([store.countAnswers("file"), label()]).toEqual([1, "file#2/2"]);
});

test("a file's scenario begins anew when one that hid it is cleared away", () => {
  const { store, label } = createSelector("id: same\nsteps: [{ outcome: real }, { outcome: real }]");
  put(store, "id: same\nsteps: [{ outcome: real }, { outcome: real }, { outcome: real }]");
  expect([label(), label()]).toEqual(["same#1/3", "same#2/3"]);
  store.clear();
  expect([label(), store.countAnswers("same")]).toEqual(["same#1/2", 1]);
});
