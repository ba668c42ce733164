import { expect, test } from "vitest";
import { listStaleFiles } from "../../../src/build/stale-files.ts";

test("the output of a renamed or removed source is stale, in every form the compiler writes", () => {
  const built = ["a.js", "a.d.ts", "room/old.js", "room/old.d.ts", "helper.mjs", "types.d.cts"];
  expect(listStaleFiles(built, ["a.ts", "helper.mts"])).toEqual([
    "room/old.js",
    "room/old.d.ts",
    "types.d.cts",
  ]);
});

test("a file that was copied as it is belongs to the source of its name", () => {
  expect(listStaleFiles(["jest.cjs", "page.html", "gone.html"], ["jest.cjs", "page.html"])).toEqual([
    "gone.html",
  ]);
});

test("a room of the same name does not keep a file", () => {
  expect(listStaleFiles(["cli.js", "cli/serve.js"], ["cli/serve.ts"])).toEqual(["cli.js"]);
});
