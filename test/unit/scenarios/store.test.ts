import { expect, test } from "vitest";
import type { Call } from "../../../src/scenarios/call.ts";
import { MagicError } from "../../../src/scenarios/magic.ts";
import type { Names } from "../../../src/scenarios/selection.ts";
import { createStore, select } from "../../helpers/scenarios.ts";

const none: Names = { magic: [] };

/** Labels of the steps that answer, one call after the other. */
function createSelector(own: string, shipped = "") {
  const store = createStore(own, shipped);
  return (changes: Partial<Call> = {}, names: Names = none) => select(store, changes, names)?.label;
}

const layers = `
scenarios:
  - { id: named, when: { header: { x-stuntface-scenario: named } }, outcome: real }
  - { id: matching, when: { vendor_data: user-1 }, outcome: real }
  - { id: invalid, when: { vendor_data: never }, outcome: { error: unauthorized } }
`;
const named = { headers: { "x-stuntface-scenario": "named" } };
const matching = { fields: { vendor_data: "user-1" } };

test("a call that nothing selects gets the real detection", () => {
  expect(createSelector(layers)()).toBeUndefined();
  expect(createSelector("")()).toBeUndefined();
});

test("the header outweighs a matching scenario, which outweighs magic, which outweighs the key", () => {
  const select = createSelector(layers);
  const names = { key: "stunt_invalid", magic: ["stunt:score=12"] };
  expect(select({ ...named, ...matching }, names)).toBe("named#1/1");
  expect(select(matching, names)).toBe("matching#1/1");
  expect(select({}, names)).toBe("stunt:score=12");
  expect(select({}, { key: "stunt_invalid", magic: ["user-1", undefined] })).toBe("invalid#1/1");
  expect(select({}, { key: "invalid", magic: [] })).toBeUndefined();
});

test("the header selects a scenario whatever its when says", () => {
  const select = createSelector(layers);
  expect(select({ headers: { "x-stuntface-scenario": " matching " } })).toBe("matching#1/1");
  expect(select({ headers: { "x-stuntface-scenario": ["matching", "named"] } })).toBe("matching#1/1");
});

test("an unknown scenario in the header is refused with the nearest one", () => {
  const select = createSelector(layers);
  expect(() => select({ headers: { "x-stuntface-scenario": "matchin" } })).toThrow(
    new MagicError('scenario "matchin" is not loaded. Did you mean matching?'),
  );
});

test("a key that names an unknown scenario is refused with the nearest one, unless it speaks of admission", () => {
  const select = createSelector(layers);
  expect(() => select({}, { key: "stunt_matchin", magic: [] })).toThrow(
    new MagicError('scenario "matchin" is not loaded. Did you mean matching?'),
  );
  expect(select({}, { key: "stunt_forbidden", magic: [] })).toBe(select());
});

test("a scenario for another operation is not selected, by whatever name", () => {
  const select = createSelector("id: other\noperation: didit.face-match\noutcome: real");
  expect(select()).toBeUndefined();
  expect(select({ headers: { "x-stuntface-scenario": "other" } })).toBeUndefined();
  expect(select({}, { magic: ["stunt:other"] })).toBeUndefined();
  expect(select({}, { key: "stunt_other", magic: [] })).toBeUndefined();
  expect(select({ operation: "didit.face-match" })).toBe("other#1/1");
});

test("a disabled scenario is not selected, and the header that names it is told so", () => {
  const select = createSelector("id: off\nenabled: false\noutcome: real");
  expect(select()).toBeUndefined();
  expect(() => select({ headers: { "x-stuntface-scenario": "off" } })).toThrow("switched off");
  expect(select({}, { key: "stunt_off", magic: ["stunt:off"] })).toBeUndefined();
});

test("the larger precedence wins, then more conditions, then the earlier file", () => {
  const all = [
    "{ id: first, when: { vendor_data: user-1 }, outcome: real }",
    "{ id: second, when: { vendor_data: user-* }, outcome: real }",
    "{ id: precise, when: { vendor_data: user-1, device: IOS }, outcome: real }",
    "{ id: urgent, precedence: 1, outcome: real }",
    "{ id: last-resort, precedence: -1, when: { vendor_data: user-1, device: IOS, username: a }, outcome: real }",
  ];
  const call = { fields: { vendor_data: "user-1", device: "IOS" }, username: "a" };
  const winner = (...positions: number[]) =>
    createSelector(`scenarios: [${positions.map((position) => all[position]).join(", ")}]`)(call);
  expect(winner(0, 1, 2, 3, 4)).toBe("urgent#1/1");
  expect(winner(0, 1, 2, 4)).toBe("precise#1/1");
  expect(winner(0, 1, 4)).toBe("first#1/1");
  expect(winner(1, 0, 4)).toBe("second#1/1");
  expect(winner(4)).toBe("last-resort#1/1");
});

test("an own scenario comes before a shipped one that is as good", () => {
  const when = "when: { vendor_data: user-1 }, outcome: real";
  const select = createSelector(`{ id: own, ${when} }`, `{ id: shipped, ${when} }`);
  expect(select(matching)).toBe("own#1/1");
});

test("an own scenario replaces the shipped one of the same id, wherever it is named", () => {
  const select = createSelector(
    "id: forbidden\nwhen: { vendor_data: never }\nsteps: [{ outcome: real }, { outcome: real }]",
    "id: forbidden\nwhen: { vendor_data: user-1 }\noutcome: { error: forbidden }",
  );
  expect(select(matching)).toBeUndefined();
  expect(select({ headers: { "x-stuntface-scenario": "forbidden" } })).toBe("forbidden#1/2");
  expect(select({}, { key: "stunt_forbidden", magic: [] })).toBe("forbidden#2/2");
});
