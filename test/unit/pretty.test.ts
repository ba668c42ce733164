import fc from "fast-check";
import { expect, test } from "vitest";
import { readLiteral, toPrettyJson } from "../../src/client/pretty.ts";

test.each([
  ["{}", "{}"],
  ["[]", "[]"],
  ['"x"', '"x"'],
  ["85.0", "85.0"],
  ['{"a":1}', '{\n  "a": 1\n}'],
  ["[1,2]", "[\n  1,\n  2\n]"],
  ['{"a":{},"b":[]}', '{\n  "a": {},\n  "b": []\n}'],
  ['{"a":[{}]}', '{\n  "a": [\n    {}\n  ]\n}'],
  ['[[1],{"a":[2,3]}]', '[\n  [\n    1\n  ],\n  {\n    "a": [\n      2,\n      3\n    ]\n  }\n]'],
])("%s is laid out as json.dumps(indent=2) does", (text, expected) => {
  expect(toPrettyJson(text)).toBe(expected);
});

test("every literal stays as it was written", () => {
  expect(toPrettyJson('{"q":85.0,"e":1e-7,"n":-0.0,"b":null,"t":true,"u":"\\u00e9"}')).toBe(
    '{\n  "q": 85.0,\n  "e": 1e-7,\n  "n": -0.0,\n  "b": null,\n  "t": true,\n  "u": "\\u00e9"\n}',
  );
});

test("braces, colons, quotes and backslashes in texts are no structure", () => {
  expect(toPrettyJson('{"a":"{\\"b\\": [1, 2]}","c:":"\\\\"}')).toBe(
    '{\n  "a": "{\\"b\\": [1, 2]}",\n  "c:": "\\\\"\n}',
  );
});

test("white space of the answer does not matter", () => {
  expect(toPrettyJson('\n{ "a" :\t[ 1 ,2 ] , "b":{ } }\n')).toBe(
    '{\n  "a": [\n    1,\n    2\n  ],\n  "b": {}\n}',
  );
});

test("the layout is that of JSON.stringify for every value", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      // Without decimal points the two write the same.
      expect(toPrettyJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
    }),
    { numRuns: 300 },
  );
});

const body =
  '{"request_id":"a","liveness":{"status": "Approved","score":95,"face_quality":85.0,"best":null},"ok":true}';

test.each([
  ["status", "Approved"],
  ["score", "95"],
  ["face_quality", "85.0"],
  ["best", "None"],
  ["ok", "true"],
  ["quality", "N/A"],
  ["face", "N/A"],
])("the literal of %s is %s", (name, literal) => {
  expect(readLiteral(body, name)).toBe(literal);
});

test("a text that quotes a member is not read as one", () => {
  expect(readLiteral('{"vendor_data":"\\"status\\":\\"Approved\\"","status":"Declined"}', "status")).toBe(
    "Declined",
  );
  expect(readLiteral('{"vendor_data":"status","status":"Declined"}', "status")).toBe("Declined");
});
