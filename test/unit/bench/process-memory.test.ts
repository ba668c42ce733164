import { expect, test } from "vitest";
import { splitTree, sumOfTree } from "../../../src/bench/process-memory.ts";

test("a process counts with all its descendants, in whatever order they are listed", () => {
  const lines = "  30  20  4\n  10   1  1\n  20  10  2\n  99   1 64\n   1   0  8\n";
  expect(sumOfTree(lines, 10)).toBe(7 * 1024);
  expect(sumOfTree(lines, 99)).toBe(64 * 1024);
  expect(sumOfTree(lines, 5)).toBe(0);
});

test("a process is told apart from what it started, and one that is gone has no memory", () => {
  const lines = "  10   1  1000\n  20  10  2000\n  30  20  4000\n";
  expect(splitTree(lines, 10)).toEqual({ ownMB: 1.024, childrenMB: 6.144 });
  expect(splitTree(lines, 5)).toBeUndefined();
});
