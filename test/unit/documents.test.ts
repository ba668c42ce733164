import { expect, test } from "vitest";
import { parseDocuments, toPathText } from "../../src/documents/document.ts";
import { ProblemsError, toProblemLine } from "../../src/documents/problem.ts";
import { suggest, unknownWord } from "../../src/documents/suggest.ts";

const text = `# a comment
name: lisa
steps:
  - delay: 2s
  - { delay: 3s, times: 4 }
`;

function locate(path: readonly (string | number)[], at?: "key" | "value") {
  const [document] = parseDocuments("a.yaml", text).documents;
  const { line, column } = document?.problem(path, "", at) ?? {};
  return `${line}:${column}`;
}

test("a problem stands at the value that its path names", () => {
  expect(locate(["name"])).toBe("2:7");
  expect(locate(["steps", 0, "delay"])).toBe("4:12");
  expect(locate(["steps", 1])).toBe("5:5");
  expect(locate(["steps", 1, "times"])).toBe("5:25");
});

test("a problem stands at the key when the key is wrong", () => {
  expect(locate(["name"], "key")).toBe("2:1");
  expect(locate(["steps", 1, "times"], "key")).toBe("5:18");
});

test("a problem of a missing value stands at its nearest parent", () => {
  expect(locate([])).toBe("2:1");
  expect(locate(["nothing"])).toBe("2:1");
  expect(locate(["steps", 1, "colour", "shade"])).toBe("5:5");
  expect(locate(["steps", 7])).toBe("4:3");
});

test("documents after --- know their place in the whole file", () => {
  const { documents, problems } = parseDocuments("a.yaml", "a: 1\n---\n\nb: x\n");
  expect(problems).toEqual([]);
  expect(documents.map(({ value }) => value)).toEqual([{ a: 1 }, { b: "x" }]);
  expect(documents[1]?.problem(["b"], "bad")).toEqual({
    file: "a.yaml",
    line: 4,
    column: 4,
    path: "b",
    message: "bad",
  });
});

test("JSON is read as YAML and keeps its places", () => {
  const [document] = parseDocuments("a.json", '{\n  "a": [1,\n    "x"]\n}').documents;
  expect(document?.value).toEqual({ a: [1, "x"] });
  expect(document?.problem(["a", 1], "")).toMatchObject({ line: 3, column: 5, path: "a[1]" });
});

test.each([
  ["an empty file", "", []],
  ["a file of comments", "# nothing\n", []],
])("%s has no documents and no problems", (_, content, documents) => {
  expect(parseDocuments("a.yaml", content)).toEqual({ documents, problems: [] });
});

test.each([
  ["an unclosed list", "a: [1,", 1],
  ["a key that stands twice", "a: 1\na: 2\n", 2],
  ["an unknown tag", "a: !colour red\n", 1],
  ["cut JSON", '{"a": 1,\n"b"', 2],
])("%s is a problem with its line, and no document", (_, content, line) => {
  const { documents, problems } = parseDocuments("a.yaml", content);
  expect(documents).toEqual([]);
  expect(problems[0]).toMatchObject({ file: "a.yaml", line });
});

test("one bad document does not hide the good one beside it", () => {
  const { documents, problems } = parseDocuments("a.yaml", "a: 1\na: 2\n---\nb: 3\n");
  expect(documents.map(({ value }) => value)).toEqual([{ b: 3 }]);
  expect(problems).toHaveLength(1);
});

test("paths are written with dots and brackets", () => {
  expect(toPathText([])).toBe("");
  expect(toPathText(["steps", 0, "outcome", "error"])).toBe("steps[0].outcome.error");
  expect(toPathText([2, "id"])).toBe("[2].id");
});

test("a problem is one line that editors link, with the path only where there is one", () => {
  const problem = { file: "dir/a.yaml", line: 3, column: 7, path: "a.b", message: "is bad." };
  expect(toProblemLine(problem)).toBe("dir/a.yaml:3:7 a.b: is bad.");
  expect(toProblemLine({ ...problem, path: "" })).toBe("dir/a.yaml:3:7 is bad.");
  const error = new ProblemsError([problem, { ...problem, line: 4 }]);
  expect(error.message).toBe("dir/a.yaml:3:7 a.b: is bad.\ndir/a.yaml:4:7 a.b: is bad.");
  expect(error.problems).toHaveLength(2);
});

test.each([
  ["shcema", ["schema", "other"], " Did you mean schema?"],
  ["PORT", ["port", "host"], " Did you mean port?"],
  ["colour", ["schema", "other"], ""],
  ["x", [], ""],
])("suggest(%s, %j) is %j", (given, known, expected) => {
  expect(suggest(given, known)).toBe(expected);
});

test("an unknown word comes with the nearest word, else with all words while they are few", () => {
  expect(unknownWord("forbiden", ["forbidden", "unavailable"])).toBe(
    '"forbiden" is not known. Did you mean forbidden?',
  );
  expect(unknownWord("teapot", ["forbidden", "unavailable"])).toBe(
    '"teapot" is not known. Known: forbidden, unavailable.',
  );
  const many = Array.from({ length: 13 }, (_, index) => `forbidden-${index}`);
  expect(unknownWord("teapot", many)).toBe('"teapot" is not known.');
});

test("an unknown word where none is known comes without a list", () => {
  expect(unknownWord("teapot", [])).toBe('"teapot" is not known.');
});
