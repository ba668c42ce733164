import { expect, test } from "vitest";
import { MagicError } from "../../../src/scenarios/magic.ts";
import { createStore, select as selectIn } from "../../helpers/scenarios.ts";
import { createSpecs } from "../../helpers/specs.ts";

function select(operation: string, magic: readonly (string | undefined)[], own = "") {
  return selectIn(createStore(own), { operation }, { magic });
}

test("an order in a magic value is carried out and names itself", () => {
  expect(select("didit.passive-liveness", ["stunt:score=12,delay=1s"])).toMatchObject({
    step: { outcome: { kind: "overlay", overlay: { score: 12 } } },
    delayMs: 1000,
    label: "stunt:score=12,delay=1s",
  });
});

test("the first magic value that is an order counts", () => {
  const magic = ["user-1", undefined, "stunt:score=1", "stunt:score=2"];
  expect(select("didit.passive-liveness", magic)?.label).toBe("stunt:score=1");
});

test("a value without the prefix is no order", () => {
  expect(select("didit.passive-liveness", ["score=12", "my stunt:score=12"])).toBeUndefined();
});

test("an order can name a loaded scenario, whose steps then count", () => {
  const own = "id: mine\nwhen: { vendor_data: never }\nsteps: [{ outcome: real }, { outcome: real }]";
  expect(select("didit.face-match", ["stunt:mine"], own)?.label).toBe("mine#1/2");
});

test.each([
  ["stunt:LOW_LIVENESS_SCORE", "didit.face-match"],
  ["stunt:LOW_LIVENESS_SCORE", "apptenticate.liveness"],
  ["stunt:code=706", "didit.passive-liveness"],
  ["stunt:score=12", "apptenticate.liveness"],
  ["stunt:error=token_expired", "didit.face-match"],
  ["stunt:status=In Review", "didit.passive-liveness"],
])("%s is meant for another operation than %s and is passed over", (order, operation) => {
  expect(select(operation, [order])).toBeUndefined();
});

test.each([
  "stunt:LOW_LIVENES_SCORE",
  "stunt:score=101",
  "stunt:code=799",
  "stunt:error=forbiden",
  "stunt:nothing-like-it",
  "stunt:",
])("%s can be carried out by no operation and is refused by each", (order) => {
  for (const { id } of createSpecs()) expect(() => select(id, [order])).toThrow(MagicError);
});

test("the label of an order fits into a header", () => {
  const own = "id: mine\noutcome: real\nwhen: { vendor_data: never }";
  const label = select("didit.passive-liveness", ["stunt:score=12,\n detection=skip"], own)?.label;
  expect(label).toBe("stunt:score=12,? detection=skip");
});
