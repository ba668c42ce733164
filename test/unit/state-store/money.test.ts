import fc from "fast-check";
import { expect, test } from "vitest";
import { toMoneyText, toMoneyUnits } from "../../../src/sandbox/store/money.ts";

test.each([
  [142.5, "142.5000"],
  [0, "0.0000"],
  [0.1 + 0.2, "0.3000"],
  [-0.05, "-0.0500"],
  [0.00004, "0.0000"],
  [50_000, "50000.0000"],
])("%d is written as %s", (amount, text) => {
  expect(toMoneyText(toMoneyUnits(amount) ?? Number.NaN)).toBe(text);
});

test.each([1e308, Number.NaN, Number.POSITIVE_INFINITY, 1e12])(
  "%d is no amount that a counter can hold",
  (amount) => {
    expect(toMoneyUnits(amount)).toBeUndefined();
  },
);

test("amounts with four decimals come back as they were written", () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), (units) => {
      expect(toMoneyUnits(Number(toMoneyText(units)))).toBe(units);
    }),
  );
});
