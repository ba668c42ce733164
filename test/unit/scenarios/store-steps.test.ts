import { expect, test } from "vitest";
import { createStore, select } from "../../helpers/scenarios.ts";

const twoSteps = "steps: [{ outcome: { score: 1 }, times: 2 }, { outcome: { score: 2 } }]";

function createSelector(text: string) {
  const store = createStore(text);
  return (vendorData = "") => select(store, { fields: { vendor_data: vendorData } })?.label;
}

function call(select: () => string | undefined, times: number) {
  return Array.from({ length: times }, select);
}

test("steps answer in turn, each as often as it says, and the last one repeats", () => {
  expect(call(createSelector(`id: s\n${twoSteps}`), 5)).toEqual([
    "s#1/2",
    "s#1/2",
    "s#2/2",
    "s#2/2",
    "s#2/2",
  ]);
});

test("after: real steps aside when the steps are used up", () => {
  const select = createSelector(`id: s\nafter: real\n${twoSteps}`);
  expect(call(select, 5)).toEqual(["s#1/2", "s#1/2", "s#2/2", undefined, undefined]);
});

test("a used-up scenario leaves the call to the next one", () => {
  const select = createSelector(
    "scenarios:\n  - { id: once, precedence: 1, after: real, outcome: real }\n  - { id: rest, outcome: real }",
  );
  expect(call(select, 3)).toEqual(["once#1/1", "rest#1/1", "rest#1/1"]);
});

test("after: cycle starts again", () => {
  const select = createSelector(`id: s\nafter: cycle\n${twoSteps}`);
  expect(call(select, 7).map((label) => label?.[2])).toEqual(["1", "1", "2", "1", "1", "2", "1"]);
});

test("after: fail refuses further calls and counts them", () => {
  const select = createSelector(`id: s\nafter: fail\n${twoSteps}`);
  call(select, 3);
  expect(() => select()).toThrow("scenario s allows 3 calls; this is call 4.");
  expect(() => select()).toThrow("scenario s allows 3 calls; this is call 5.");
});

test("only calls that a scenario answers move its counter", () => {
  const select = createSelector(`id: s\nwhen: { vendor_data: a }\n${twoSteps}`);
  expect(["a", "b", "a", "b", "a"].map(select)).toEqual(["s#1/2", undefined, "s#1/2", undefined, "s#2/2"]);
});

test("two stores count apart", () => {
  const text = `id: s\n${twoSteps}`;
  const [one, two] = [createSelector(text), createSelector(text)];
  expect(call(one, 3).at(-1)).toBe("s#2/2");
  expect(two()).toBe("s#1/2");
});
