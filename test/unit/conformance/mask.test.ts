import { expect, test } from "vitest";
import { createMask, createMaskFor, maskMember } from "../../../src/conformance/mask.ts";

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const token = `${encode({ alg: "HS256", typ: "JWT" })}.${encode({ token_type: "access", exp: 2, iat: 1, jti: "ab12", user_id: 77 })}.c2lnbmF0dXJl`;

test("a secret is hidden wherever it stands, also escaped, and its form stays", () => {
  const mask = createMask(['pa"ss/word']);
  expect(mask('{"a":"pa\\"ss/word!","b":"pa%22ss%2Fword"}')).not.toMatch(/pa.*ss/);
  expect(createMask(["Key-12345"])("see Key-12345.")).toBe("see xxxxxxxxx.");
});

test("a short secret is hidden where it is a whole value, so that ordinary words stay", () => {
  const mask = createMask(["any"]);
  expect(mask('{"detail":"not valid for any token","user":"any"}')).toBe(
    '{"detail":"not valid for any token","user":"xxx"}',
  );
});

test("a user's name is no reason to change the names of fields", () => {
  const mask = createMaskFor({ username: "selfie", password: undefined });
  expect(mask('{"selfie":["No file"],"user":"selfie"}')).toBe('{"selfie":["No file"],"user":"xxxxxx"}');
});

test("a token keeps its kind, its times and its claims, and nothing of its owner", () => {
  const masked = createMask([])(`{"access":"${token}"}`);
  const [header, claims, signature] = JSON.parse(masked).access.split(".");
  const read = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString());
  expect(read(header)).toEqual({ alg: "HS256", typ: "JWT" });
  expect(Object.entries(read(claims))).toEqual([
    ["token_type", "access"],
    ["exp", 2],
    ["iat", 1],
    ["jti", "0000"],
    ["user_id", 0],
  ]);
  expect(signature).toBe("xxxxxxxxxxxx");
});

test("keys, addresses and balances that an answer holds, and the signatures of links, are hidden", () => {
  const text =
    '{"api_key":"AbC_123","email":"me@home.org","balance":"142.5000","webhook_secret":"s","url":"https://cdn.x/a.jpg?X-Sig=12&e=3"}';
  expect(createMask([])(text)).toBe(
    '{"api_key":"xxxxxxx","email":"xx@xxxx.xxx","balance":"xxx.xxxx","webhook_secret":"x","url":"https://cdn.x/a.jpg?x"}',
  );
});

test("what only begins as a token does is hidden as a whole", () => {
  const mask = createMask([]);
  expect(mask('{"access_token":"eyJopaque"}')).toBe('{"access_token":"xxxxxxxxx"}');
  expect(mask('{"detail":"eyJhead.key.vector.text.tag"}')).toBe('{"detail":"xxxxxxx.xxx.xxxxxx.xxxx.xxx"}');
});

test("a value alone is masked by the name of its member", () => {
  const mask = createMask([]);
  expect(maskMember("application.api_key", '"AbC_123"', mask)).toBe('"xxxxxxx"');
  expect(maskMember("liveness.status", '"Approved"', mask)).toBe('"Approved"');
});
