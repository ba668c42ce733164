import Type, { type TSchema } from "typebox";
import { expect, test } from "vitest";
import { toPathText } from "../../src/documents/document.ts";
import { validate } from "../../src/documents/validate.ts";

const closed = { additionalProperties: false };
const Person = Type.Object({ name: Type.String(), age: Type.Optional(Type.Integer({ minimum: 0 })) }, closed);

function complain(schema: TSchema, value: unknown): string[] {
  return validate(schema, value).map(({ path, message, at }) => `${toPathText(path)} (${at}) ${message}`);
}

test("a value that fits has no mismatch", () => {
  expect(complain(Person, { name: "Lisa", age: 3 })).toEqual([]);
});

test("an unknown key is refused at the key, with the nearest known one", () => {
  expect(complain(Person, { name: "Lisa", agge: 3 })).toEqual([
    "agge (key) the key is not known. Did you mean age?",
  ]);
});

test("an unknown key that resembles none is answered with all known ones", () => {
  expect(complain(Person, { name: "Lisa", occupation: 3 })).toEqual([
    "occupation (key) the key is not known. Known: name, age.",
  ]);
});

test("a missing key is named", () => {
  expect(complain(Type.Array(Person), [{ name: "Lisa" }, {}])).toEqual([
    "[1] (value) the key name is missing.",
  ]);
});

test("every mismatch is reported, not only the first", () => {
  expect(complain(Person, { age: -1, nam: "x" })).toEqual([
    "age (value) must be a whole number of 0 or more, not -1.",
    "nam (key) the key is not known. Did you mean name?",
    " (value) the key name is missing.",
  ]);
});

test.each<[string, TSchema, unknown, string]>([
  ["text", Type.String(), 3, "must be a text, not 3."],
  ["whole number", Type.Integer(), 1.5, "must be a whole number, not 1.5."],
  ["number", Type.Number(), "3", 'must be a number, not "3".'],
  ["flag", Type.Boolean(), "yes", 'must be true or false, not "yes".'],
  ["list", Type.Array(Type.String()), "a", 'must be a list, not "a".'],
  ["mapping", Person, ["a"], 'must be a mapping, not ["a"].'],
  ["mapping for null", Person, null, "must be a mapping, not null."],
  ["range", Type.Number({ minimum: 0, maximum: 100 }), 101, "must be a number from 0 to 100, not 101."],
  ["lower bound", Type.Integer({ minimum: 1 }), 0, "must be a whole number of 1 or more, not 0."],
  ["word", Type.Enum(["cycle", "real"]), "cycel", '"cycel" is not known. Did you mean cycle?'],
  ["word for a number", Type.Enum(["cycle", "real"]), 3, "must be cycle or real, not 3."],
  ["literal", Type.Literal("skip"), "skp", '"skp" is not known. Did you mean skip?'],
  [
    "described pattern",
    Type.String({ pattern: "^\\d+s$", description: "a time" }),
    "2h",
    'must be a time, not "2h".',
  ],
  ["empty list", Type.Array(Type.String(), { minItems: 1 }), [], "must not be empty."],
  [
    "short list",
    Type.Array(Type.String(), { minItems: 2, maxItems: 2 }),
    ["a"],
    "must have 2 entries, not 1.",
  ],
  [
    "long list",
    Type.Array(Type.String(), { minItems: 1, maxItems: 2 }),
    ["a", "b", "c"],
    "must have 2 entries at most, not 3.",
  ],
  [
    "exact list",
    Type.Array(Type.String(), { minItems: 2, maxItems: 2 }),
    ["a", "b", "c"],
    "must have 2 entries, not 3.",
  ],
])("wrong kind of value: %s", (_, schema, value, message) => {
  expect(complain(schema, value)).toEqual([` (value) ${message}`]);
});

test("a long value is cut in the message", () => {
  const [line = ""] = complain(Type.Number(), "x".repeat(500));
  expect(line.length).toBeLessThan(100);
  expect(line).toMatch(/x\.\.\.\.$/);
});

const Outcome = Type.Union([
  Type.Literal("real"),
  Type.Object({ error: Type.Enum(["forbidden", "unavailable"]) }, closed),
  Type.Object(
    { score: Type.Optional(Type.Number()), warnings: Type.Optional(Type.Array(Type.String())) },
    closed,
  ),
]);

test.each(["real", { error: "forbidden" }, { score: 3 }, {}])("the union takes %j", (value) => {
  expect(complain(Outcome, value)).toEqual([]);
});

test("of a union's mappings the one with most keys in common explains the mismatch", () => {
  expect(complain(Outcome, { error: "forbiden" })).toEqual([
    'error (value) "forbiden" is not known. Did you mean forbidden?',
  ]);
  expect(complain(Outcome, { score: "high", warnings: [1] })).toEqual([
    'score (value) must be a number, not "high".',
    "warnings[0] (value) must be a text, not 1.",
  ]);
});

test("a word beside a union of words and mappings gets a suggestion", () => {
  expect(complain(Outcome, "reel")).toEqual([' (value) "reel" is not known. Did you mean real?']);
});

test("a union of plain kinds names them all", () => {
  const Threshold = Type.Union([Type.Null(), Type.Number({ minimum: 0, maximum: 100 })]);
  expect(complain(Threshold, true)).toEqual([" (value) must be null or a number from 0 to 100, not true."]);
  expect(complain(Threshold, 101)).toEqual([" (value) must be a number from 0 to 100, not 101."]);
});

test("a record takes any key and checks every value", () => {
  const Scores = Type.Record(Type.String(), Type.Number());
  expect(complain(Scores, { a: 1, "b c": 2 })).toEqual([]);
  expect(complain(Scores, { a: 1, b: "x" })).toEqual(['b (value) must be a number, not "x".']);
});

test("a record checks the values of keys with line ends, too", () => {
  const Scores = Type.Record(Type.String(), Type.Number());
  expect(complain(Scores, { "a\nb": "x" })).toEqual(['a\nb (value) must be a number, not "x".']);
});

test("a record with a pattern refuses other keys", () => {
  const Scores = Type.Record(Type.String({ pattern: "^[a-z]+$" }), Type.Number());
  expect(complain(Scores, { a: 1, B: 2 })).toEqual(["B (key) the key is not known."]);
});

test("a long key is cut in the message and not compared with others", () => {
  const [line = ""] = complain(Type.Enum(["cycle", "real"]), "x".repeat(1_000_000));
  expect(line.length).toBeLessThan(120);
});
