import { expect, test } from "vitest";
import { isSelected, toTextSelector, type WrittenSelector } from "../../../src/scenarios/pattern.ts";
import { listProblems } from "../../helpers/scenarios.ts";

function holds(written: WrittenSelector, value: unknown): boolean {
  return isSelected(toTextSelector(written), value);
}

// Each would keep a backtracking engine busy for longer than the sun will shine.
test.each([
  ["/^(a+)+$/", `${"a".repeat(50_000)}b`, false],
  ["/^(a|a)*$/", `${"a".repeat(50_000)}b`, false],
  ["/(x+x+)+y/", "x".repeat(50_000), false],
  ["/^(.*a){20}$/", "a".repeat(50_000), true],
  ["/(a?){500}a{500}/", "a".repeat(50_000), true],
  ["*a*a*a*a*a*b", "a".repeat(1_000_000), false],
  ["*a*a*a*a*a*b", `${"a".repeat(1_000_000)}b`, true],
  ["*ab".repeat(1000), "a".repeat(1_000_000), false],
])("%s is quick against a long text", { timeout: 20_000 }, (pattern, value, expected) => {
  expect(holds(pattern, value)).toBe(expected);
});

test.each([
  ["a*", "a", true],
  ["*a", "a", true],
  ["*", "", true],
  ["**", "", true],
  ["a*a", "a", false],
  ["a*a", "aa", true],
  ["ab*bc", "abc", false],
  ["*b*", "abc", true],
  ["a*b*c", "acbc", true],
  ["a*b*c", "acb", false],
  ["a**b", "ab", true],
  ["a*b*b", "ab", false],
  ["a?c", "abc", false],
])("the glob %s against %j is %s", (pattern, value, expected) => {
  expect(holds(pattern, value)).toBe(expected);
});

test.each([
  ["/^a.b$/", "a\nb", false],
  ["/^a.b$/s", "a\nb", true],
  ["/^b$/", "a\nb", false],
  ["/^b$/m", "a\nb", true],
  ["/É/i", "é", true],
  ["/^.$/u", "信", true],
  ["/a/b/", "xa/by", true],
  ["//", "anything", true],
  ["/a/x", "a", false],
  ["/a/x", "/a/x", true],
])("the expression %s against %j is %s", (pattern, value, expected) => {
  expect(holds(pattern, value)).toBe(expected);
});

test("an expression that RE2 does not have is refused with the reason and its place", () => {
  expect(listProblems("outcome: real\nwhen: { vendor_data: /a(?=b)/ }")).toEqual([
    "test.yaml:2:22 when.vendor_data: error parsing regexp: invalid or unsupported Perl syntax: `(?=`; lookaheads and back references are not part of RE2.",
  ]);
  expect(listProblems("outcome: real\nwhen: { not: { header: { x-a: [b, '/(a)\\1/'] } } }")).toEqual([
    expect.stringMatching(
      /^test\.yaml:2:31 when\.not\.header\.x-a: .*back references are not part of RE2\.$/,
    ),
  ]);
});

test.each([
  ["a thousand repetitions a thousand times", "/(a{1000}){1000}/", "invalid repeat count"],
  ["many long repetitions", `/${"a{1000}".repeat(50)}/`, "is too large a regular expression"],
  ["a long expression", `/${"(a|b)*".repeat(10_000)}/`, "is too large a regular expression"],
  ["brackets without end", `/${"(".repeat(900)}/`, "error parsing regexp"],
])("%s is refused", { timeout: 20_000 }, (_, pattern, message) => {
  expect(() => holds(pattern, "a")).toThrow(message);
});

test("a number that YAML has rounded is refused where a text is compared", () => {
  expect(listProblems("outcome: real\nwhen: { vendor_data: [a, 12345678901234567890] }")).toEqual([
    "test.yaml:2:22 when.vendor_data: 12345678901234567000 is no longer the number that was written; write it in quotes.",
  ]);
  expect(listProblems("outcome: real\nwhen: { vendor_data: '12345678901234567890' }")).toEqual([]);
});

test("a hash that YAML takes for a number is refused with what to do", () => {
  const problem =
    "must be 16 hex digits, in quotes where all are digits, or a mapping, not 1234567890123456.";
  expect(listProblems("outcome: real\nwhen: { file: { any: { phash: 1234567890123456 } } }")).toEqual([
    `test.yaml:2:31 when.file.any.phash: ${problem}`,
  ]);
});
