import { expect, test } from "vitest";
import { ask, createStore, select } from "../../helpers/scenarios.ts";

const text = `scenarios:
  - id: lucky
    precedence: 1
    after: real
    steps:
      - { outcome: real, chance: 0.3, times: 30 }
      - { outcome: real }
  - { id: rest, outcome: real }
`;

function answer(seed: string, calls: number, own = text): string[] {
  const store = createStore(own, "", seed);
  return Array.from({ length: calls }, () => select(store)?.label ?? "none");
}

test("a step with a chance answers about that share of the calls, the next scenario the others", () => {
  const many =
    "scenarios:\n  - { id: lucky, chance: 0.3, precedence: 1, outcome: real }\n  - { id: rest, outcome: real }";
  const labels = answer("test", 2000, many);
  const share = labels.filter((label) => label === "lucky#1/1").length / labels.length;
  expect(share).toBeGreaterThan(0.26);
  expect(share).toBeLessThan(0.34);
  expect(new Set(labels)).toEqual(new Set(["lucky#1/1", "rest#1/1"]));
});

test("which calls are answered repeats with the seed and differs with another", () => {
  expect(answer("one", 100)).toEqual(answer("one", 100));
  expect(answer("one", 100)).not.toEqual(answer("two", 100));
});

test("a miss moves no step: each is given as often as its times say", () => {
  const labels = answer("test", 400);
  expect(labels.filter((label) => label === "lucky#1/2")).toHaveLength(30);
  expect(labels.filter((label) => label === "lucky#2/2")).toHaveLength(1);
});

test("a miss is told, with what was drawn", () => {
  const store = createStore("id: never\nchance: 0\noutcome: real");
  const { selection, passedOver } = ask(store);
  expect(selection).toBeUndefined();
  expect(passedOver).toEqual([{ id: "never", why: expect.stringMatching(/^chance 0, drawn 0\.\d{3}$/) }]);
});

test("a chance of 0 never answers, one of 1 always", () => {
  expect(new Set(answer("test", 50, "id: s\nchance: 0\noutcome: real"))).toEqual(new Set(["none"]));
  expect(new Set(answer("test", 50, "id: s\nchance: 1\noutcome: real"))).toEqual(new Set(["s#1/1"]));
});

test("two scenarios with the same chance do not always hit the same calls", () => {
  const own =
    "scenarios:\n  - { id: a, chance: 0.5, precedence: 1, outcome: real }\n  - { id: b, chance: 0.5, outcome: real }";
  expect(new Set(answer("test", 100, own))).toEqual(new Set(["a#1/1", "b#1/1", "none"]));
});

test("a call that misses is counted as one that reached the scenario", () => {
  const own = "id: s\nwhen: { call: '>=2' }\nchance: 0.5\noutcome: real";
  const store = createStore(own);
  const whys = Array.from({ length: 20 }, () => ask(store).passedOver[0]?.why);
  expect(whys[0]).toBe("call >=2 wanted, this is call 1");
  expect(whys.slice(1).filter((why) => why?.startsWith("call"))).toEqual([]);
});
