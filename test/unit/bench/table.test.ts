import { expect, test } from "vitest";
import { measureRatio } from "../../../src/bench/row.ts";
import { toTable } from "../../../src/bench/table.ts";

test("the table shows values, ratio, target and verdict, and dashes for what was not measured", () => {
  const table = toTable([
    {
      name: "whole",
      unit: "ms",
      values: { native2: 50, tfjs: 500 },
      target: { text: "<= 1/8", isMet: true },
    },
    { name: "late", unit: "ms", values: { native2: 6.04 }, target: { text: "< 5 ms", isMet: false } },
    { name: "short run", unit: "MB", values: { native2: 1 }, target: { text: "< 450 MB", isMet: undefined } },
  ]);
  const lines = table.split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
  expect(lines).toHaveLength(5);
  expect(lines[2]).toEqual(["", "whole", "ms", "-", "50.0", "-", "500", "10.0", "<= 1/8", "yes", ""]);
  expect(lines[3]).toEqual(["", "late", "ms", "-", "6.0", "-", "-", "", "< 5 ms", "NO", ""]);
  expect(lines[4]?.at(-2)).toBe("not measured");
  expect(new Set(table.split("\n").map((line) => line.length)).size).toBe(1);
});

test("there is a ratio only where both runtimes were measured", () => {
  expect(measureRatio({ values: { native2: 10, tfjs: 80 } })).toBe(8);
  expect(measureRatio({ values: { native2: 10, wasm: 80 } })).toBeUndefined();
});
