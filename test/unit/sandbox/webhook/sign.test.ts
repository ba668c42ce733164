import { createHmac } from "node:crypto";
import fc from "fast-check";
import { Type } from "typebox";
import { expect, test } from "vitest";
import { toWireJson } from "../../../../src/http/json.ts";
import { signWebhook } from "../../../../src/sandbox/webhook/sign.ts";
import { checkDiditWebhook } from "../../../helpers/didit-check.ts";
import { rewriteAsPython } from "../../../helpers/python-json.ts";

const secret = "wh_sécret";
const nowS = 1_774_970_000;
const payload = {
  event_id: "9f6c1d6e-0000-4000-8000-000000000001",
  webhook_type: "status.updated",
  timestamp: 1,
  created_at: 1_774_969_994,
  session_id: "11111111-2222-4333-8444-555555555555",
  status: "Approved",
  vendor_data: "José Müller 日本 😀",
  metadata: { b: 1e21, a: [85.0, -0, 0.1, {}], "\uffee": 1e-5, "😀": null, 10: true, 9: false },
  decision: { liveness_checks: [{ score: 95.5, face_quality: 85.0 }] },
};

const toHeaders = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

const check = (content: object) => {
  const { headers, body } = signWebhook(content, secret, nowS);
  return checkDiditWebhook(toHeaders(headers), body, secret, nowS);
};

const allRight = { isFresh: true, raw: true, v2: true, simple: true };
const hmac = (text: string) => createHmac("sha256", secret).update(text).digest("hex");

test("body and signatures are those that Python makes of the same payload", () => {
  // Made with Python 3 by the steps that Didit documents; the payload holds what JavaScript and Python write differently.
  expect(signWebhook(payload, secret, nowS)).toEqual({
    body: String.raw`{"created_at":1774969994,"decision":{"liveness_checks":[{"face_quality":85,"score":95.5}]},"event_id":"9f6c1d6e-0000-4000-8000-000000000001","metadata":{"10":true,"9":false,"a":[85,0,0.1,{}],"b":1000000000000000000000,"\uffee":1e-05,"\ud83d\ude00":null},"session_id":"11111111-2222-4333-8444-555555555555","status":"Approved","timestamp":1774970000,"vendor_data":"Jos\u00e9 M\u00fcller \u65e5\u672c \ud83d\ude00","webhook_type":"status.updated"}`,
    headers: {
      "Content-Type": "application/json",
      "User-Agent": "DiditWebhook/2.0 +https://didit.me",
      "X-Timestamp": "1774970000",
      "X-Signature": "4531cd3862039d127282b6538138399dea75862945b198b08f4f96fa47081881",
      "X-Signature-V2": "ed37257edf114101fb14ced23d91e337f24a714b5db7c395ef2d8ffb6750bb1b",
      "X-Signature-Simple": "7e9fde0d195c6f2758920237d2031c8992a9891932255d4eeca82a67c7b2a6dc",
    },
  });
});

test("the check that Didit documents for Node accepts all three signatures", () => {
  const ordinary = {
    ...payload,
    metadata: { "": [], "é-ö": { nested: {}, list: [[], [1.5, -0, 0.1]] }, "a b": 'quo"te\n\u2028\u007f\\' },
  };
  expect(check(ordinary)).toEqual(allRight);
});

test("a changed body, status, timestamp or secret is noticed", () => {
  const { headers, body } = signWebhook(payload, secret, nowS);
  const lower = toHeaders(headers);
  const none = { raw: false, v2: false, simple: false };
  expect(checkDiditWebhook(lower, body.replace("Approved", "Declined"), secret, nowS)).toMatchObject(none);
  expect(checkDiditWebhook(lower, body, "other", nowS)).toMatchObject(none);
  expect(checkDiditWebhook(lower, body, secret, nowS + 301).isFresh).toBe(false);
});

test("of any payload, V2 is the HMAC of what Python writes after reading the body", () => {
  const numbers = [
    1e21,
    -1e22,
    2 ** 53,
    2 ** 64,
    1e-4,
    9.99e-5,
    1.5e-7,
    5e-324,
    1.7976931348623157e308,
    0.1,
    -0,
  ];
  const key = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.constantFrom("10", "9", "__proto__", "\uffee", "😀"),
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer(),
      fc.constantFrom(...numbers),
      fc.string({ unit: "grapheme" }),
      fc.constantFrom(true, false, null),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(key, tie("value"), { maxKeys: 5 }),
    ),
  }));
  fc.assert(
    fc.property(value, (metadata) => {
      const { headers, body } = signWebhook({ ...payload, metadata }, secret, nowS);
      expect(body).toMatch(/^[ -~]*$/);
      expect(headers["X-Signature-V2"]).toBe(hmac(rewriteAsPython(body)));
      expect(headers["X-Signature"]).toBe(hmac(body));
    }),
  );
});

test("of any payload with ordinary numbers and keys, the check for Node accepts all three signatures", () => {
  const number = fc.oneof(
    fc.integer(),
    fc.double({ min: 0.0001, max: 1e20, noNaN: true }),
    fc.double({ min: -1e20, max: -0.0001, noNaN: true }),
  );
  const key = fc.string().map((text) => `é${text}`);
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      number,
      fc.string({ unit: "binary" }),
      fc.constantFrom(true, false, null),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(key, tie("value"), { maxKeys: 5 }),
    ),
  }));
  fc.assert(
    fc.property(value, (metadata) => {
      expect(check({ ...payload, metadata })).toEqual(allRight);
    }),
  );
});

test("a body in which whole floats keep their point has the V2 signature of one without", () => {
  const schema = Type.Object({ score: Type.Number() });
  const write = (content: object) => toWireJson(content, schema);
  const withPoint = signWebhook({ score: 85.0 }, secret, nowS, write);
  expect(withPoint.body).toBe('{"score":85.0,"timestamp":1774970000}');
  const without = signWebhook({ score: 85 }, secret, nowS);
  expect(withPoint.headers["X-Signature-V2"]).toBe(without.headers["X-Signature-V2"]);
  expect(withPoint.headers["X-Signature"]).not.toBe(without.headers["X-Signature"]);
});

test("members that a payload lacks are empty in the simple signature", () => {
  expect(signWebhook({}, secret, nowS).headers["X-Signature-Simple"]).toBe(hmac("1774970000:::"));
});

test("a payload that JSON cannot hold is refused", () => {
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  expect(() => signWebhook(circular, secret, nowS)).toThrow(TypeError);
  expect(() => signWebhook({ amount: 1n }, secret, nowS)).toThrow(TypeError);
});
