import { expect, test } from "vitest";
import { compareAnswers } from "../../../src/conformance/diff/compare-answers.ts";
import type { Exchange } from "../../../src/conformance/exchange.ts";

const liveness = `{"request_id":"a1b2c3d4-e5f6-7890-1234-567890abcdef","liveness":{"status":"Approved","method":"PASSIVE","score":95,"user_image":{"entities":[{"age":22.16,"bbox":[156,234,679,898],"confidence":0.717,"gender":"male"}],"best_angle":0},"warnings":[{"risk":"A","log_type":"error"},{"risk":"B","log_type":"warning"}],"face_quality":85.0,"face_luminance":50.0},"created_at":"2025-05-01T13:11:07.977806Z"}`;

function answer(text: string, changes: Partial<Exchange> = {}): Exchange {
  return { question: "q", status: 200, headers: { "content-type": "application/json" }, text, ...changes };
}

function diff(change: (text: string) => string, changes: Partial<Exchange> = {}) {
  const found = compareAnswers(answer(change(liveness), changes), answer(liveness));
  return found.map(({ judgement, path, what }) => `${judgement} ${path} (${what})`);
}

test("an answer does not differ from itself", () => {
  expect(diff((text) => text)).toEqual([]);
});

test.each<[string, string, string]>([
  ['"method":"PASSIVE",', "", "structural liveness.method (key is missing in the service's answer)"],
  [
    '"status":"Approved"',
    '"status":"Approved","note":1',
    "structural liveness.note (key is missing in the emulator's answer)",
  ],
  ['"score":95', '"score":95.0', "structural liveness.score (type: decimal number, whole number)"],
  ['"score":95', '"score":null', "structural liveness.score (type: null, whole number)"],
  [
    '"face_quality":85.0',
    '"face_quality":85',
    "structural liveness.face_quality (type: whole number, decimal number)",
  ],
  [
    '"status":"Approved","method":"PASSIVE"',
    '"method":"PASSIVE","status":"Approved"',
    "structural liveness (order of keys)",
  ],
  ['977806Z"', '977806+00:00"', "structural created_at (form)"],
  ["a1b2c3d4-e5f6-7890-1234-567890abcdef", "12345", "structural request_id (form)"],
  ['"status":"Approved"', '"status":"Declined"', "value liveness.status (value)"],
  ['"score":95', '"score":79', "value liveness.score (value)"],
  ["[156,234,", "[156,295,", "value liveness.user_image.entities[0].bbox[1] (value)"],
  [
    '{"risk":"A","log_type":"error"},',
    "",
    "value liveness.warnings[A] (item is missing in the service's answer)",
  ],
  [
    '"risk":"B","log_type":"warning"',
    '"risk":"B","log_type":"error"',
    "value liveness.warnings[B].log_type (value)",
  ],
  [
    "[156,234,679,898]",
    "[156,234,679]",
    "value liveness.user_image.entities[0].bbox[3] (item is missing in the service's answer)",
  ],
  ['"score":95', '"score":81', "expected liveness.score (score within 15)"],
  ["[156,234,", "[156,293,", "expected liveness.user_image.entities[0].bbox[1] (box within 60 px)"],
  ["a1b2c3d4", "00000000", "expected request_id (id)"],
  ["13:11:07.977806", "20:00:00.000001", "expected created_at (time)"],
  ['"age":22.16', '"age":31.0', "expected liveness.user_image.entities[0].age (age within 10 years)"],
])("%s as %s is found and judged", (from, to, found) => {
  expect(liveness).toContain(from);
  expect(diff((text) => text.replace(from, to))).toEqual([found]);
});

test("warnings in another order are alike", () => {
  const [a, b] = ['{"risk":"A","log_type":"error"}', '{"risk":"B","log_type":"warning"}'];
  expect(diff((text) => text.replace(`${a},${b}`, `${b},${a}`))).toEqual([]);
});

test("what a search finds depends on what was stored before, its keys do not", () => {
  const one = '{"face_search":{"matches":[{"status":"Approved","source":"session"},{"status":"Declined"}]}}';
  const other = '{"face_search":{"matches":[{"status":"Declined"}]}}';
  const found = compareAnswers(answer(one), answer(other));
  expect(found.map(({ judgement, path }) => `${judgement} ${path}`)).toEqual([
    "structural face_search.matches[0].source",
    "expected face_search.matches[0].status",
    "expected face_search.matches[1]",
  ]);
});

test("another status is the only difference that is told, with what was said", () => {
  const [found, ...more] = compareAnswers(answer('{"detail":"no"}', { status: 403 }), answer(liveness));
  expect(more).toEqual([]);
  expect(found).toMatchObject({ judgement: "structural", path: "status", service: '403 {"detail":"no"}' });
});

test("headers of the contract count, the order of methods does not", () => {
  const headers = {
    "content-type": "application/json; charset=utf-8",
    allow: "OPTIONS, POST",
    "retry-after": "30",
  };
  const other = {
    "content-type": "application/json",
    allow: "POST, OPTIONS",
    "retry-after": "60",
    location: "/x",
  };
  const found = compareAnswers(answer("{}", { headers }), answer("{}", { headers: other }));
  expect(found.map(({ judgement, path }) => `${judgement} ${path}`)).toEqual([
    "structural header content-type",
    "structural header location",
    "expected header retry-after",
  ]);
});

test("a body that is no JSON on one side is a difference of its own", () => {
  expect(diff(() => "<html>")).toEqual(["structural body (only one of them is JSON)"]);
});

test.each<[string, string, string]>([
  [
    '{"token_type":"access","exp":300,"iat":0}',
    '{"token_type":"access","exp":900,"iat":600}',
    "expected access (token)",
  ],
  [
    '{"token_type":"access","exp":600,"iat":0}',
    '{"token_type":"access","exp":300,"iat":0}',
    "structural access (form)",
  ],
  [
    '{"exp":300,"iat":0,"token_type":"access"}',
    '{"token_type":"access","exp":300,"iat":0}',
    "structural access (form)",
  ],
])("tokens are compared by their claims: %s and %s", (claims, others, expected) => {
  const toBody = (text: string) =>
    `{"access":"${Buffer.from('{"alg":"HS256"}').toString("base64url")}.${Buffer.from(text).toString("base64url")}.s"}`;
  const [found] = compareAnswers(answer(toBody(claims)), answer(toBody(others)));
  expect(`${found?.judgement} ${found?.path} (${found?.what})`).toBe(expected);
});
