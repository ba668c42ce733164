import fc from "fast-check";
import { expect, test } from "vitest";
import { readPath, readWireJson, toKind, toWireText } from "../../../src/conformance/wire-json.ts";

test("numbers keep the form in which they were written, and keys their order", () => {
  const text = '{"b":85.0,"a":[85,-1.50,1e3,{"x":"1.0, \\"2\\""}],"__proto__":null}';
  expect(toWireText(readWireJson(text) ?? null)).toBe(text);
});

test("a text that is no JSON has no value", () => {
  expect(readWireJson("<html>")).toBeUndefined();
  expect(readWireJson("")).toBeUndefined();
});

test("whole and decimal numbers are two kinds", () => {
  expect(
    ["1", "1.0", "1e2", "null", "[]", "{}", '"1"', "true"].map((text) => toKind(readWireJson(text) ?? null)),
  ).toEqual([
    "whole number",
    "decimal number",
    "decimal number",
    "null",
    "list",
    "object",
    "text",
    "boolean",
  ]);
});

test("a path leads through objects and lists, and nowhere else", () => {
  const value = readWireJson('{"a":{"b":[{"c":7}]}}');
  expect(readPath(value, "a.b[0].c")).toEqual({ literal: "7" });
  expect(readPath(value, "")).toBe(value);
  for (const path of ["a.b[1].c", "a.x", "a[0]", "a.b.c"]) expect(readPath(value, path)).toBeUndefined();
});

test("whatever JSON.stringify writes is read and written back", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      expect(toWireText(readWireJson(text) ?? null)).toBe(text);
    }),
  );
});
