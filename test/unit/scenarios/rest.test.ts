import { expect, test } from "vitest";
import { createRestDetector } from "../../../src/scenarios/rest.ts";

function lookAt(signatures: string, read = "a"): string[] {
  const detector = createRestDetector(read);
  return signatures.split("").map((signature) => detector.look(signature));
}

test("files that stay as they were read are the same", () => {
  expect(lookAt("aaa")).toEqual(["same", "same", "same"]);
});

test("files have changed when two looks in a row show the same", () => {
  expect(lookAt("abb")).toEqual(["same", "changing", "changed"]);
  expect(lookAt("abcdd")).toEqual(["same", "changing", "changing", "changing", "changed"]);
});

test("a change is told once", () => {
  expect(lookAt("bbbb")).toEqual(["changing", "changed", "same", "same"]);
});

test("a change that is taken back is none", () => {
  expect(lookAt("abaabaa")).toEqual(["same", "changing", "same", "same", "changing", "same", "same"]);
});

test("files that never come to rest are read at every sixth look", () => {
  expect(lookAt("bcdefghijklm").map((state) => state === "changed")).toEqual(
    Array.from({ length: 12 }, (_, index) => index % 6 === 5),
  );
});

test("what was read in between is not told again", () => {
  const detector = createRestDetector("a");
  expect(detector.look("b")).toBe("changing");
  detector.accept("b");
  expect(detector.look("b")).toBe("same");
  expect([detector.look("c"), detector.look("c")]).toEqual(["changing", "changed"]);
});
