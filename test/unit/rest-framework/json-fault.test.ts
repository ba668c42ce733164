import fc from "fast-check";
import { expect, test } from "vitest";
import { findJsonFault } from "../../../src/providers/rest-framework/json-fault.ts";

test.each([
  ["", "Expecting value: line 1 column 1 (char 0)"],
  ["nope", "Expecting value: line 1 column 1 (char 0)"],
  ["{nope", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"],
  ["{", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"],
  ['{"a"', "Expecting ':' delimiter: line 1 column 5 (char 4)"],
  ['{"a" 1}', "Expecting ':' delimiter: line 1 column 6 (char 5)"],
  ['{"a":', "Expecting value: line 1 column 6 (char 5)"],
  ['{"a":1', "Expecting ',' delimiter: line 1 column 7 (char 6)"],
  ['{"a":1,}', "Expecting property name enclosed in double quotes: line 1 column 8 (char 7)"],
  ['{"a":01}', "Expecting ',' delimiter: line 1 column 7 (char 6)"],
  ["[1,]", "Expecting value: line 1 column 4 (char 3)"],
  ["[1 2]", "Expecting ',' delimiter: line 1 column 4 (char 3)"],
  ["[]]", "Extra data: line 1 column 3 (char 2)"],
  ["{} {}", "Extra data: line 1 column 4 (char 3)"],
  ['{\n  "é😀": tru\n}', "Expecting value: line 2 column 9 (char 10)"],
  ['"abc', "Unterminated string starting at: line 1 column 1 (char 0)"],
  ['["a', "Unterminated string starting at: line 1 column 2 (char 1)"],
  ['["a\\', "Unterminated string starting at: line 1 column 2 (char 1)"],
  ['"a\nb"', "Invalid control character at: line 1 column 3 (char 2)"],
  ['"a\\x"', "Invalid \\escape: line 1 column 3 (char 2)"],
  ['"a\\u12g4"', "Invalid \\uXXXX escape: line 1 column 4 (char 3)"],
  ["'a'", "Expecting value: line 1 column 1 (char 0)"],
  ['{"a": NaN}', "Out of range float values are not JSON compliant: 'NaN'"],
  ["[-Infinity]", "Out of range float values are not JSON compliant: '-Infinity'"],
])("of %j Python says %s", (text, message) => {
  expect(findJsonFault(text)).toBe(message);
});

test("what nests deeper than a stack reaches is still told", () => {
  expect(findJsonFault("[".repeat(200_000))).toBe("Expecting value: line 1 column 200001 (char 200000)");
});

test("every good text is read to its end, and every cut one is found at fault without being quoted", () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), (text, cut) => {
      // A whole text has no fault; reading on after it is the only thing left to complain about.
      expect(findJsonFault(`${text}}`)).toMatch(/^Extra data: /);
      const part = text.slice(0, cut % text.length);
      expect(findJsonFault(`[${part}`)).toMatch(/^[A-Z].{0,60}: line \d+ column \d+ \(char \d+\)$/);
    }),
  );
});
