import { expect, test } from "vitest";
import { createTestApp } from "../helpers/app.ts";
import { createJpeg } from "../helpers/images.ts";
import { toMultipart } from "../helpers/multipart.ts";

const form = toMultipart([{ name: "user_image", filename: "a.jpg", content: await createJpeg() }]);

/** The answer that `http` orders, as YAML, with the bytes of its body as text. */
async function receive(http: string) {
  const app = await createTestApp({ scenarios: `id: own\noutcome: { http: ${http} }` });
  const { statusCode, headers, payload } = await app.inject({
    method: "POST",
    url: "/v3/passive-liveness/",
    payload: form.payload,
    headers: { ...form.headers, "x-api-key": "key" },
  });
  return { status: statusCode, headers, text: payload };
}

test.each([
  ["a text", "body: try later", "try later", "text/plain"],
  ["HTML", "body: '<html>bad gateway</html>'", "<html>bad gateway</html>", "text/html"],
  ["HTML after a line end", 'body: "\\n <!doctype html>"', "\n <!doctype html>", "text/html"],
  ["a mapping", "body: { error: no, list: [1, null] }", '{"error":"no","list":[1,null]}', "application/json"],
  ["a list", "body: [1]", "[1]", "application/json"],
  ["a number", "body: 12", "12", "application/json"],
  ["false", "body: false", "false", "application/json"],
  ["null", "body: null", "null", "application/json"],
  ["letters of any script", "body: 信用 é", "信用 é", "text/plain"],
])("%s is sent as it is written", async (_, body, text, type) => {
  const answer = await receive(`{ status: 200, ${body} }`);
  expect([answer.status, answer.text]).toEqual([200, text]);
  expect(answer.headers).toMatchObject({
    "content-type": type,
    "content-length": String(Buffer.byteLength(text)),
    "x-stuntface-outcome": "http",
    "x-stuntface-scenario": "own#1/1",
  });
});

test.each(["{ status: 200 }", '{ status: 502, body: "" }'])(
  "%s is an empty answer without a type",
  async (http) => {
    const answer = await receive(http);
    expect([answer.text, answer.headers["content-type"], answer.headers["content-length"]]).toEqual([
      "",
      undefined,
      "0",
    ]);
  },
);

test("own headers are sent, and a type of one's own stands", async () => {
  const answer = await receive(
    '{ status: 503, headers: { Retry-After: "7", Content-Type: application/problem+json, X-Own: "a b" }, body: { a: 1 } }',
  );
  expect(answer.headers).toMatchObject({
    "retry-after": "7",
    "content-type": "application/problem+json",
    "x-own": "a b",
  });
  expect(answer.text).toBe('{"a":1}');
});

test("a length that is not that of the body is put right", async () => {
  const { headers, text } = await receive('{ status: 200, headers: { content-length: "3" }, body: longer }');
  expect([headers["content-length"], text]).toEqual(["6", "longer"]);
});

test("every status from 200 to 599 can be ordered", async () => {
  const steps = Array.from(
    { length: 400 },
    (_, index) => `{ outcome: { http: { status: ${index + 200}, body: x } } }`,
  );
  const app = await createTestApp({ scenarios: `id: own\nsteps: [${steps.join(", ")}]` });
  for (let status = 200; status < 600; status += 1) {
    const answer = await app.inject({
      method: "POST",
      url: "/v3/passive-liveness/",
      payload: form.payload,
      headers: { ...form.headers, "x-api-key": "key" },
    });
    const hasBody = ![204, 304].includes(status);
    expect([answer.statusCode, hasBody ? answer.payload : "x"]).toEqual([status, "x"]);
  }
});

test.each([204, 304])("status %i has no body, whatever is written", async (status) => {
  expect((await receive(`{ status: ${status}, body: x }`)).text).toBe("");
});

test("the networks are not asked for an answer of one's own, and a step can be one among others", async () => {
  const app = await createTestApp({
    scenarios: `id: flaky
steps:
  - { outcome: { http: { status: 502, body: <html>bad gateway</html> } }, times: 2 }
  - { outcome: real }
`,
  });
  const ask = async () => {
    const answer = await app.inject({
      method: "POST",
      url: "/v3/passive-liveness/",
      payload: form.payload,
      headers: { ...form.headers, "x-api-key": "key" },
    });
    return [
      answer.statusCode,
      answer.headers["x-stuntface-outcome"],
      "detect" in Object(app.records.at(-1)?.timings),
    ];
  };
  expect([await ask(), await ask(), await ask()]).toEqual([
    [502, "http", false],
    [502, "http", false],
    [200, "real", true],
  ]);
});
