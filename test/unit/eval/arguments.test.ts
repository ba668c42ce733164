import { expect, test } from "vitest";
import { parseEvalArguments } from "../../../src/eval/arguments.ts";

test("a folder alone asks for all tables of the default engine", () => {
  expect(parseEvalArguments(["photos"])).toEqual({
    folder: "photos",
    engine: "onnx",
    sections: ["detection", "match", "quality", "pad", "hash"],
    isJson: false,
    isFit: false,
  });
});

test("flags choose engine, sections and format", () => {
  const given = parseEvalArguments(["photos", "--engine", "tfjs", "--only=pad, match", "--json", "--fit"]);
  expect(given).toMatchObject({ engine: "tfjs", sections: ["pad", "match"], isJson: true, isFit: true });
});

test.each([["--help"], ["-h"]])("%s asks for help, folder or not", (flag) => {
  expect(parseEvalArguments([flag])).toBeUndefined();
});

test.each([
  [[], "name a folder"],
  [["a", "b"], "one folder at a time"],
  [["a", "--engin", "tfjs"], "Did you mean engine?"],
  [["a", "--engine", "onx"], "Did you mean onnx?"],
  [["a", "--only", "qualty"], "Did you mean quality?"],
  [["a", "--engine"], "--engine"],
])("%j is refused and says why", (argv, message) => {
  expect(() => parseEvalArguments(argv)).toThrow(message);
});
