import fc from "fast-check";
import { expect, test } from "vitest";
import { createCredits, formatUnits, toUnits, unlimitedBalance } from "../../../src/sandbox/credits.ts";
import { createMemorySpaceStore } from "../../helpers/space-store.ts";

function open(start: number | null) {
  const store = createMemorySpaceStore();
  return { store, credits: createCredits(store, async () => start) };
}

test("of 1,000 reservations at once a balance of 10 pays exactly 10", async () => {
  const { credits } = open(toUnits(10));
  const left = await Promise.all(Array.from({ length: 1000 }, () => credits.reserve("w", toUnits(1))));
  const paid = left.filter((units) => units !== undefined);
  expect(paid.map((units) => formatUnits(units))).toEqual(
    Array.from({ length: 10 }, (_, n) => `${9 - n}.0000`),
  );
  expect(await credits.balance("w")).toBe(0);
});

test("what was given back can be spent again, and wallets do not mix", async () => {
  const { credits } = open(toUnits(1));
  expect(await credits.reserve("w", toUnits(1))).toBe(0);
  expect(await credits.reserve("w", toUnits(0.0001))).toBeUndefined();
  await credits.refund("w", toUnits(1));
  expect(await credits.reserve("w", toUnits(0.25))).toBe(toUnits(0.75));
  expect(await credits.balance("other")).toBe(toUnits(1));
});

test("a free call goes through with nothing left, a dearer one than the balance does not touch it", async () => {
  const { credits } = open(0);
  expect(await credits.reserve("w", 0)).toBe(0);
  expect(await credits.reserve("w", 1)).toBeUndefined();
  await credits.deposit("w", toUnits(50));
  expect(await credits.reserve("w", toUnits(50.0001))).toBeUndefined();
  expect(await credits.balance("w")).toBe(toUnits(50));
});

test("a wallet without a limit pays everything, writes nothing and still shows what is paid in", async () => {
  const { store, credits } = open(null);
  expect(await credits.reserve("w", toUnits(1_000_000_000))).toBe(unlimitedBalance);
  await credits.refund("w", toUnits(5));
  expect(await store.add("credits w", 0)).toBe(0);
  await credits.deposit("w", toUnits(50));
  expect(formatUnits(await credits.balance("w"))).toBe("1000050.0000");
});

test("a balance never grows beyond what is counted exactly", async () => {
  const { credits } = open(Number.MAX_SAFE_INTEGER - 1);
  await credits.deposit("w", 2);
  expect(await credits.balance("w")).toBe(Number.MAX_SAFE_INTEGER - 1);
});

test.each([
  [0, "0.0000"],
  [0.0001, "0.0001"],
  [0.1, "0.1000"],
  [142.5, "142.5000"],
  [1.005, "1.0050"],
  [-0.05, "-0.0500"],
  [1_000_000_000, "1000000000.0000"],
])("%d credits are written %s", (credits, text) => {
  expect(formatUnits(toUnits(credits))).toBe(text);
  expect(formatUnits(toUnits(credits), 2)).toBe(text.slice(0, -2));
});

test("many small amounts add up without a rest", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 30_000 }), { maxLength: 50 }), async (prices) => {
      const { credits } = open(toUnits(100_000));
      for (const price of prices) await credits.reserve("w", toUnits(price / 10_000));
      for (const price of prices) await credits.refund("w", toUnits(price / 10_000));
      expect(formatUnits(await credits.balance("w"))).toBe("100000.0000");
    }),
    { numRuns: 30 },
  );
});
