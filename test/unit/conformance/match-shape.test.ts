import { expect, test } from "vitest";
import { matchShape } from "../../../src/conformance/match-shape.ts";
import {
  containing,
  decimal,
  decimalText,
  either,
  exactly,
  including,
  jwt,
  list,
  number,
  object,
  type Shape,
  tuple,
  uuid,
  variable,
  whole,
  words,
} from "../../../src/conformance/shape.ts";
import { readWireJson } from "../../../src/conformance/wire-json.ts";

const id = "a1b2c3d4-e5f6-7890-1234-567890abcdef";
const token = (header: string, claims: string) =>
  JSON.stringify(
    `${[header, claims].map((part) => Buffer.from(part).toString("base64url")).join(".")}.signature`,
  );
const lived = jwt(object({ alg: exactly("HS256") }), object({ exp: whole(), iat: whole() }), 300);

function match(text: string, shape: Shape) {
  return matchShape(readWireJson(text), shape, "", { session: id, score: "99.0" });
}

test.each<[string, Shape]>([
  ["85", whole(0, 100)],
  ["85.0", decimal(0, 100)],
  ["1e2", number(0, 100)],
  ["null", either(exactly(null), whole())],
  [`"${id}"`, uuid],
  [`"${id}"`, variable("session")],
  ["99.0", variable("score")],
  ['"142.5000"', decimalText],
  ["[1,2]", tuple(whole(), whole())],
  ["[1,2]", list(whole(), 2, 2)],
  ['[1,"two"]', containing(words)],
  ['{"a":1,"b":{}}', object({ a: whole(), b: object({}) })],
  ['{"b":1,"a":1,"c":null}', including({ a: whole(), b: whole() })],
  [token('{"alg":"HS256"}', '{"exp":1300,"iat":1000}'), lived],
])("%s is as its shape says", (text, shape) => {
  expect(match(text, shape)).toEqual([]);
});

test.each<[string, Shape, string]>([
  ["85.0", whole(0, 100), "body: expected a whole number from 0 to 100, got 85.0"],
  ["85", decimal(0, 100), "body: expected a number with a decimal point from 0 to 100, got 85"],
  ["101", whole(0, 100), "body: expected a whole number from 0 to 100, got 101"],
  ['"85"', number(0, 100), 'body: expected a number from 0 to 100, got "85"'],
  ["0", exactly(null), "body: expected null, got 0"],
  ['"A1"', uuid, 'body: expected a UUID, got "A1"'],
  ['"other"', variable("session"), 'body: expected the same session as before, got "other"'],
  ["99", variable("score"), "body: expected the same score as before, got 99"],
  ["[1]", tuple(), "body: expected an empty list, got [1]"],
  ["[]", list(whole(), 1), "body: expected a list of at least 1, got []"],
  ['[1,"x"]', list(whole()), '[1]: expected a whole number, got "x"'],
  [
    "[]",
    containing(object({ risk: exactly("X") })),
    'body: expected a list with an object with risk "X" in it, got []',
  ],
  ['{"a":1}', object({ a: whole(), b: words }), "b: expected a text, got nothing"],
  ['{"a":1,"b":2}', object({ a: whole() }), "b: expected no such key, got 2"],
  [
    '{"b":1,"a":1}',
    object({ a: whole(), b: whole() }),
    "body: expected the keys in the order a, b, got b, a",
  ],
  [
    '{"a":{"b":[{"c":1}]}}',
    including({ a: including({ b: list(object({ c: words })) }) }),
    "a.b[0].c: expected a text, got 1",
  ],
  [token('{"alg":"none"}', '{"exp":1300,"iat":1000}'), lived, '(header).alg: expected "HS256", got "none"'],
  [
    token('{"alg":"HS256"}', '{"iat":1000,"exp":1300}'),
    lived,
    "(claims): expected the keys in the order exp, iat, got iat, exp",
  ],
  [
    token('{"alg":"HS256"}', '{"exp":1400,"iat":1000}'),
    lived,
    "body: expected a JSON web token that lives 300 s, got one that lives 400 s",
  ],
  ['"no.token"', lived, 'body: expected a JSON web token that lives 300 s, got "no.token"'],
])("%s is not", (text, shape, problem) => {
  expect(
    match(text, shape).map(
      ({ path, expected, got }) => `${path || "body"}: expected ${expected}, got ${got}`,
    ),
  ).toEqual([problem]);
});
