import { expect, test } from "vitest";
import type { Call } from "../../../src/scenarios/call.ts";
import { countConditions } from "../../../src/scenarios/layer.ts";
import type { Scenario } from "../../../src/scenarios/scenario.ts";
import { toSecret } from "../../../src/scenarios/secret.ts";
import { createCall, createCalledFile, parseGood } from "../../helpers/scenarios.ts";

function toScenario(text: string): Scenario {
  const [scenario] = parseGood(`${text}\noutcome: real`);
  if (!scenario) throw new Error("no scenario");
  return scenario;
}

function isMatch({ conditions }: Scenario, call: Call): boolean {
  return conditions.every(({ holds }) => holds(call));
}

function matches(when: string, call: Partial<Call>): boolean {
  return isMatch(toScenario(`when: ${when}`), createCall(call));
}

const photo = createCalledFile({ filename: "selfie-1.jpg", sha256: () => "9f86d081" });
const reference = createCalledFile({
  name: "ref_image",
  filename: "passport.png",
  sha256: () => "2c26b46b",
});

test.each([
  ["user-42", "user-42", true],
  ["user-42", "user-421", false],
  ["user-42", "my user-42", false],
  ["user-42", "USER-42", false],
  ["user-*", "user-", true],
  ["user-*", "user-42", true],
  ["'*-42'", "user-42", true],
  ["u*r*2", "user-42", true],
  ["u*r*2", "user-43", false],
  ["'*'", "anything\nat all", true],
  ["a.c", "abc", false],
  ["'a+(b)[c]'", "a+(b)[c]", true],
  ["/^user-\\d+$/", "user-42", true],
  ["/^user-\\d+$/", "user-x", false],
  ["/ser/", "user-42", true],
  ["/USER/i", "user-42", true],
  ["/USER/", "user-42", false],
  ["/usr/bin", "/usr/bin", true],
  ["/usr/bin", "usr", false],
  ["[user-41, user-42]", "user-42", true],
  ["[user-41, 'adm*', /^x/]", "xavier", true],
  ["[user-41, 'adm*', /^x/]", "user-42", false],
  ["42", "42", true],
  ["true", "true", true],
])("vendor_data %s against %j is %s", (selector, value, expected) => {
  expect(matches(`{ vendor_data: ${selector} }`, { fields: { vendor_data: value } })).toBe(expected);
});

test("a regular expression matches the same on every call", () => {
  const when = toScenario("when: { vendor_data: /user/ }");
  const call = createCall({ fields: { vendor_data: "user" } });
  expect([1, 2, 3].map(() => isMatch(when, call))).toEqual([true, true, true]);
});

test("names of headers match in any case, their values do not", () => {
  const headers = { "x-test-case": "retry-7" };
  expect(matches("{ header: { X-Test-Case: retry-* } }", { headers })).toBe(true);
  expect(matches("{ header: { x-test-case: Retry-* } }", { headers })).toBe(false);
  expect(matches("{ header: { x-other: '*' } }", { headers })).toBe(false);
});

test("one of several values of a header suffices", () => {
  expect(matches("{ header: { x-a: two } }", { headers: { "x-a": ["one", "two"] } })).toBe(true);
});

test("fields are compared as the contract types them", () => {
  const fields = { rotate_image: true, threshold: 30 };
  expect(matches("{ field: { rotate_image: true } }", { fields })).toBe(true);
  expect(matches("{ field: { rotate_image: 'true' } }", { fields })).toBe(true);
  expect(matches("{ field: { rotate_image: false } }", { fields })).toBe(false);
  expect(matches("{ field: { threshold: 30 } }", { fields })).toBe(true);
  expect(matches("{ field: { threshold: 30.0 } }", { fields })).toBe(true);
});

test("a field that was not sent matches nothing, not even *", () => {
  for (const fields of [{}, { vendor_data: undefined }, { vendor_data: null }])
    expect(matches("{ vendor_data: '*' }", { fields })).toBe(false);
});

test("vendor_data and device are short for fields", () => {
  const fields = { vendor_data: "a", device: "IOS" };
  expect(matches("{ vendor_data: a, device: IOS }", { fields })).toBe(true);
  expect(matches("{ field: { vendor_data: a, device: IOS } }", { fields })).toBe(true);
  expect(matches("{ vendor_data: a, device: ANDROID }", { fields })).toBe(false);
  expect(matches("{ device: IOS, field: { device: ANDROID } }", { fields })).toBe(false);
});

test("the API key and the user select", () => {
  expect(matches("{ api_key: test_* }", { apiKey: toSecret("test_declined") })).toBe(true);
  expect(matches("{ api_key: test_* }", {})).toBe(false);
  expect(matches("{ username: [lisa, bart] }", { username: "bart" })).toBe(true);
  expect(matches("{ username: [lisa, bart] }", { username: "homer" })).toBe(false);
});

test("a file is selected by part and file name", () => {
  const files = [photo, reference];
  expect(matches("{ file: { user_image: { filename: selfie-*.jpg } } }", { files })).toBe(true);
  expect(matches("{ file: { ref_image: { filename: selfie-*.jpg } } }", { files })).toBe(false);
  expect(matches("{ file: { selfie: { filename: '*' } } }", { files })).toBe(false);
});

test("a file is selected by its sha256", () => {
  expect(matches("{ file: { user_image: { sha256: 9f86d081 } } }", { files: [photo] })).toBe(true);
  expect(matches("{ file: { user_image: { sha256: 2c26b46b } } }", { files: [photo] })).toBe(false);
});

test("the sha256 of a file is not computed until a scenario asks for it", () => {
  const file = { ...photo, sha256: () => expect.fail("computed") };
  expect(matches("{ file: { user_image: { filename: selfie-1.jpg } } }", { files: [file] })).toBe(true);
  expect(matches("{ file: { user_image: { filename: other, sha256: a } } }", { files: [file] })).toBe(false);
});

test("any stands for every part, but one part must fulfil all its conditions", () => {
  const files = [photo, reference];
  expect(matches("{ file: { any: { filename: passport.png } } }", { files })).toBe(true);
  expect(matches("{ file: { any: { filename: passport.png, sha256: 2c26b46b } } }", { files })).toBe(true);
  expect(matches("{ file: { any: { filename: passport.png, sha256: 9f86d081 } } }", { files })).toBe(false);
  expect(matches("{ file: { any: { filename: '*' } } }", { files: [] })).toBe(false);
});

test("all conditions must hold", () => {
  const when = "{ vendor_data: a, username: lisa, header: { x-a: b } }";
  const call = { fields: { vendor_data: "a" }, username: "lisa", headers: { "x-a": "b" } };
  expect(matches(when, call)).toBe(true);
  expect(matches(when, { ...call, username: "bart" })).toBe(false);
  expect(matches(when, { ...call, headers: {} })).toBe(false);
  expect(matches(when, { ...call, fields: {} })).toBe(false);
});

test("what stands under not must not hold all together", () => {
  const when = "{ vendor_data: a, not: { header: { x-live: '*' }, username: lisa } }";
  const fields = { vendor_data: "a" };
  expect(matches(when, { fields })).toBe(true);
  expect(matches(when, { fields, headers: { "x-live": "1" } })).toBe(true);
  expect(matches(when, { fields, headers: { "x-live": "1" }, username: "lisa" })).toBe(false);
  expect(matches(when, { fields: { vendor_data: "b" } })).toBe(false);
});

test.each([
  ["{ vendor_data: a }", 1],
  ["{ vendor_data: [a, b] }", 1],
  ["{ vendor_data: a, device: b, api_key: c, username: d }", 4],
  ["{ header: { a: 1, b: 2 }, field: { c: 3 } }", 3],
  ["{ file: { user_image: { filename: a, sha256: b }, any: { filename: c } } }", 3],
  ["{ vendor_data: a, not: { username: b, device: c } }", 3],
  ["{}", 0],
])("%s states %i conditions", (when, count) => {
  expect(countConditions(toScenario(`when: ${when}`))).toBe(count);
});

test("a scenario without when states no condition", () => {
  expect(countConditions(toScenario(""))).toBe(0);
});
