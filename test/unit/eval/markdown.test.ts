import { expect, test } from "vitest";
import { renderTable, toFixed, toNameList, toPercent } from "../../../src/eval/markdown.ts";
import { createProgress } from "../../../src/eval/progress.ts";

test("a table is padded so that it can be read as text", () => {
  expect(renderTable(["kind", "n"], [["a longer one", "12"], ["b"]])).toBe(
    [
      "| kind         |   n |",
      "| ------------ | --: |",
      "| a longer one |  12 |",
      "| b            |     |",
    ].join("\n"),
  );
});

test("what was not measured is a dash", () => {
  expect([toPercent(Number.NaN), toFixed(Number.NaN, 2)]).toEqual(["-", "-"]);
  expect([toPercent(0.1234), toFixed(1.005, 1)]).toEqual(["12.3 %", "1.0"]);
});

test("long lists of names are cut", () => {
  const names = Array.from({ length: 12 }, (_, index) => `${index}`);
  expect(toNameList(names)).toBe("0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 2 more");
  expect(toNameList(["a"])).toBe("a");
});

test("progress away from a terminal is a line for every 10 steps and the last", () => {
  const written: string[] = [];
  const progress = createProgress({ write: (text) => written.push(text) });
  for (let step = 1; step <= 12; step++) progress("photos", step, 12);
  expect(written).toEqual(["10 of 12 photos\n", "12 of 12 photos\n"]);
});
