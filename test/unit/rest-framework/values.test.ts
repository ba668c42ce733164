import { expect, test } from "vitest";
import { createValueReader } from "../../../src/providers/rest-framework/values.ts";

const bounds = { minimum: 50, maxDigits: 10, maxPlaces: 2 };
const least = "Ensure this value is greater than or equal to 50.";
const noNumber = "A valid number is required.";
const digits = "Ensure that there are no more than 10 digits in total.";
const places = "Ensure that there are no more than 2 decimal places.";

test.each([
  [50, 50],
  ["50", 50],
  [" +50.10 ", 50.1],
  ["5e1", 50],
  ["000050.", 50],
  [49, least],
  [-1, least],
  [".5", least],
  [1e308, digits],
  ["12345678901", digits],
  ["1e10", digits],
  [50.005, places],
  ["50.000", places],
  ["1e-3", places],
  ["ten", noNumber],
  ["NaN", noNumber],
  ["Infinity", noNumber],
  [Number.POSITIVE_INFINITY, noNumber],
  ["", noNumber],
  [".", noNumber],
  ["5_0", noNumber],
  ["0x50", noNumber],
  [true, noNumber],
  [[50], noNumber],
  [{}, noNumber],
  ["1".repeat(1001), "String value too large."],
  [undefined, "This field is required."],
  [null, "This field may not be null."],
])("the amount %j reads as %s", (value, expected) => {
  const reader = createValueReader(value === undefined ? {} : { amount: value });
  const read = reader.decimal("amount", bounds);
  expect(read ?? reader.errors.amount).toEqual(typeof expected === "number" ? expected : [expected]);
});

test.each([
  "you@example.com",
  "a.b+c_d-e@sub.example.co",
  "o'neil@example.com",
  "you@localhost",
  "you@xn--bcher-kva.example",
])("%s is an e-mail address", (email) => {
  const reader = createValueReader({ email: ` ${email} ` });
  expect([reader.email("email"), reader.errors]).toEqual([email, {}]);
});

test.each([
  "you",
  "you@",
  "@example.com",
  "you@example",
  "you@-example.com",
  "you@example..com",
  "you@example.com.",
  ".you@example.com",
  "you.@example.com",
  "a b@example.com",
  "you@exa mple.com",
  "you@example.com\u0000x",
  "you@example.com\nBcc: x@y.zz",
  `${"a".repeat(64)}@${"b".repeat(64)}.com`,
])("%j is none", (email) => {
  const reader = createValueReader({ email });
  expect([reader.email("email"), reader.errors]).toEqual([
    undefined,
    { email: ["Enter a valid email address."] },
  ]);
});

test.each([
  [undefined, "This field is required."],
  [null, "This field may not be null."],
  [true, "Not a valid string."],
  [["a@b.co"], "Not a valid string."],
  ["  ", "This field may not be blank."],
  [`${"a".repeat(250)}@b.co`, "Ensure this field has no more than 254 characters."],
])("an e-mail that is %j is refused with its reason", (email, message) => {
  const reader = createValueReader(email === undefined ? {} : { email });
  expect([reader.email("email"), reader.errors]).toEqual([undefined, { email: [message] }]);
});

test.each(["http://localhost:3000/done", "https://you.example/a?b={CHECKOUT_SESSION_ID}#c", "http://web/x"])(
  "%s is a web address",
  (url) => {
    const reader = createValueReader({ url });
    expect([reader.url("url"), reader.errors]).toEqual([url, {}]);
  },
);

test.each([
  ["javascript:alert(1)", "Enter a valid URL."],
  ["data:text/html,x", "Enter a valid URL."],
  ["ftp://you.example/", "Enter a valid URL."],
  ["//you.example/", "Enter a valid URL."],
  ["you.example", "Enter a valid URL."],
  ["https://", "Enter a valid URL."],
  ["https://you.example/a b", "Enter a valid URL."],
  ["https://you.example/\r\nSet-Cookie: a=b", "Enter a valid URL."],
  [`https://you.example/${"a".repeat(2048)}`, "Enter a valid URL."],
  ["", "This field may not be blank."],
  [null, "This field may not be null."],
  [7, "Enter a valid URL."],
  [{}, "Not a valid string."],
])("the address %j is refused with its reason", (url, message) => {
  const reader = createValueReader({ url });
  expect([reader.url("url"), reader.errors]).toEqual([undefined, { url: [message] }]);
});

test("an address that was not sent is no error, and names of object members are no fields", () => {
  const reader = createValueReader({});
  expect([reader.url("constructor"), reader.text("toString"), reader.errors]).toEqual([
    null,
    undefined,
    { toString: ["This field is required."] },
  ]);
});

test.each([
  ["A3K9F", "Ensure this field has at least 6 characters."],
  ["A3K9F22", "Ensure this field has no more than 6 characters."],
  [" A3K9F2 ", "A3K9F2"],
  [123456, "123456"],
])("the text %j of six characters reads as %s", (code, expected) => {
  const reader = createValueReader({ code });
  const read = reader.text("code", { minLength: 6, maxLength: 6 });
  expect(read ?? reader.errors.code?.[0]).toBe(expected);
});
