import { expect, test } from "vitest";
import type { Call } from "../../../src/scenarios/call.ts";
import { toSecret } from "../../../src/scenarios/secret.ts";
import { ask, createCalledFile, createStore, select } from "../../helpers/scenarios.ts";

/** Whether the scenario answers each of the first calls. */
function answer(when: string, calls = 6): string {
  const store = createStore(`id: s\nwhen: ${when}\noutcome: real`);
  return Array.from({ length: calls }, () => (select(store) ? "x" : "-")).join("");
}

test.each([
  ["1", "x-----"],
  ["'1'", "x-----"],
  ["3", "--x---"],
  ['"2-4"', "-xxx--"],
  ["2..4", "-xxx--"],
  ['">=3"', "--xxxx"],
  ['">3"', "---xxx"],
  ['"<3"', "xx----"],
  ['"<=3"', "xxx---"],
  ['"=3"', "--x---"],
  ['" 2 - 4 "', "-xxx--"],
  ["0", "------"],
])("call: %s answers %s", (call, expected) => {
  expect(answer(`{ call: ${call} }`)).toBe(expected);
});

test("only calls that reach the scenario are numbered", () => {
  const store = createStore("id: s\nwhen: { vendor_data: a, call: 2 }\noutcome: real");
  const label = (vendor_data: string) => select(store, { fields: { vendor_data } })?.label;
  expect(["a", "b", "b", "a", "a"].map(label)).toEqual([undefined, undefined, undefined, "s#1/1", undefined]);
});

test("a call that a stronger scenario answers does not reach the weaker one", () => {
  const store = createStore(`scenarios:
  - { id: strong, precedence: 1, when: { vendor_data: a }, outcome: real }
  - { id: weak, when: { call: 2 }, outcome: real }
`);
  const label = (vendor_data: string) => select(store, { fields: { vendor_data } })?.label;
  expect(["a", "b", "a", "b"].map(label)).toEqual(["strong#1/1", undefined, "strong#1/1", "weak#1/1"]);
});

test("calls that are not wanted go to the next scenario and move no step", () => {
  const store = createStore(`scenarios:
  - id: second
    precedence: 1
    when: { call: ">=2" }
    steps: [{ outcome: real }, { outcome: real }]
  - { id: rest, outcome: real }
`);
  const labels = Array.from({ length: 3 }, () => select(store)?.label);
  expect(labels).toEqual(["rest#1/1", "second#1/2", "second#2/2"]);
});

test("why a call was not answered is told", () => {
  const store = createStore(
    "scenarios:\n  - { id: a, when: { call: 2 }, outcome: real }\n  - { id: b, after: real, outcome: real }",
  );
  expect(ask(store).passedOver).toEqual([{ id: "a", why: "call 2 wanted, this is call 1" }]);
  ask(store);
  expect(ask(store).passedOver).toEqual([
    { id: "a", why: "call 2 wanted, this is call 3" },
    { id: "b", why: "used up after 1 call" },
  ]);
});

const one = createCalledFile({ sha256: () => "1".repeat(64) });
const two = createCalledFile({ name: "ref_image", sha256: () => "2".repeat(64) });

const kinds: [string, Partial<Call>, Partial<Call>][] = [
  ["vendor_data", { fields: { vendor_data: "a" } }, { fields: { vendor_data: "b" } }],
  ["vendor_data", { fields: { vendor_data: "a" } }, {}],
  ["api_key", { apiKey: toSecret("first") }, { apiKey: toSecret("second") }],
  ["api_key", { apiKey: toSecret("first") }, {}],
  ["image", { files: [one] }, { files: [two] }],
  ["image", { files: [one, two] }, { files: [one] }],
];

test.each(kinds)("count_per: %s gives each its own steps (%#)", (countPer, first, second) => {
  const store = createStore(
    `id: s\ncount_per: ${countPer}\nafter: real\nsteps: [{ outcome: real }, { outcome: real }]`,
  );
  const label = (changes: Partial<Call>) => select(store, changes)?.label;
  expect([first, second, first, first, second, second].map(label)).toEqual([
    "s#1/2",
    "s#1/2",
    "s#2/2",
    undefined,
    "s#2/2",
    undefined,
  ]);
});

test.each(kinds)("count_per: scenario counts all together, whatever the %s is (%#)", (_, first, second) => {
  for (const line of ["count_per: scenario\n", ""]) {
    const store = createStore(
      `id: s\n${line}steps: [{ outcome: real }, { outcome: real }, { outcome: real }]`,
    );
    const label = (changes: Partial<Call>) => select(store, changes)?.label;
    expect([first, second, first].map(label)).toEqual(["s#1/3", "s#2/3", "s#3/3"]);
  }
});

test("pictures count as the same in whichever order they are sent, but not in each other's place", () => {
  const store = createStore("id: s\ncount_per: image\nsteps: [{ outcome: real }, { outcome: real }]");
  const label = (...files: (typeof one)[]) => select(store, { files })?.label;
  expect(label(one, two)).toBe("s#1/2");
  expect(label(two, one)).toBe("s#2/2");
  expect(label({ ...one, name: "ref_image" }, { ...two, name: "user_image" })).toBe("s#1/2");
});

test("the number in call follows count_per", () => {
  const store = createStore("id: s\ncount_per: vendor_data\nwhen: { call: 2 }\noutcome: real");
  const label = (vendor_data: string) => select(store, { fields: { vendor_data } })?.label;
  expect(["a", "b", "a", "b"].map(label)).toEqual([undefined, undefined, "s#1/1", "s#1/1"]);
});

test("counting by key keeps nothing of the key", () => {
  const secret = toSecret("very-secret-key");
  expect(JSON.stringify([secret.shown, secret.identity()])).not.toContain("secret-key");
  expect(toSecret("very-secret-key").identity()).toBe(secret.identity());
});

test("answers are counted by scenario, and counters can be set back", () => {
  const store = createStore("id: s\nsteps: [{ outcome: real }, { outcome: real }]");
  select(store);
  select(store);
  expect(store.countAnswers("s")).toBe(2);
  store.resetCounters();
  expect([store.countAnswers("s"), select(store)?.label, store.countAnswers("s")]).toEqual([0, "s#1/2", 1]);
});
