import { expect, test } from "vitest";
import { createTestApp } from "../helpers/app.ts";

const headers = { "content-type": "application/json", "x-api-key": "k" };

test("a session id that no document can have is not found", async () => {
  const app = await createTestApp();
  for (const sessionId of ["x".repeat(10_000), "a\\u0000b", "\\ud800"]) {
    const response = await app.inject({
      method: "POST",
      url: "/v3/blocklist/add/",
      payload: `{"session_id":"${sessionId}","blocklist_face":true}`,
      headers,
    });
    expect([response.statusCode, response.json()], sessionId.slice(0, 20)).toEqual([
      404,
      { detail: "Not found." },
    ]);
  }
  const decision = await app.inject({ method: "GET", url: "/v3/session/a%00b/decision/", headers });
  expect(decision.statusCode).toBe(404);
});

test("JSON that nests too deep to be written back is a parse error", async () => {
  const app = await createTestApp();
  const depth = 100_000;
  for (const url of ["/api/token/", "/v3/billing/top-up/"]) {
    const response = await app.inject({
      method: "POST",
      url,
      payload: `${'{"a":'.repeat(depth)}0${"}".repeat(depth)}`,
      headers,
    });
    expect(response.statusCode, url).toBe(400);
    expect(response.json()).toEqual({ detail: "JSON parse error - The JSON nests too deep." });
  }
});
