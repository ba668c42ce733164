import { expect } from "vitest";
import type { createTestApp } from "./app.ts";

export type TestApp = Awaited<ReturnType<typeof createTestApp>>;

/** A password that fits every rule. */
export const goodPassword = "MyStr0ng!Pass";

/** Posts JSON to an account endpoint; `space` is a prefix such as `/~a`. */
export async function postAccount(app: TestApp, name: string, payload: unknown, space = "") {
  return postJson(app, `${space}/auth/v2/programmatic/${name}/`, payload);
}

/** Posts JSON; a text is sent as it is. */
export async function postJson(
  app: TestApp,
  url: string,
  payload: unknown,
  headers: Record<string, string> = {},
) {
  const response = await app.inject({
    method: "POST",
    url,
    headers: { "content-type": "application/json", ...headers },
    payload: typeof payload === "string" ? payload : JSON.stringify(payload),
  });
  return {
    status: response.statusCode,
    headers: response.headers,
    text: response.payload,
    body: response.json(),
  };
}

/** Registers an address and returns the code that was mailed to it. */
export async function registerAccount(app: TestApp, email: string, space = ""): Promise<string> {
  const { status } = await postAccount(app, "register", { email, password: goodPassword }, space);
  expect(status).toBe(201);
  return app.mails.findLast(({ to }) => to === email)?.code ?? "";
}

/** Registers and verifies an address and returns the answer with its key. */
export async function openAccount(app: TestApp, email = "you@example.com", space = "") {
  const code = await registerAccount(app, email, space);
  const { status, body, text } = await postAccount(app, "verify-email", { email, code }, space);
  expect(status).toBe(200);
  return { body, text, apiKey: body.api_key as string };
}

/** Moves the clock of a space. */
export async function advanceClock(app: TestApp, seconds: number, space = ""): Promise<void> {
  await app.inject({
    method: "PUT",
    url: `${space}/__admin/clock`,
    payload: { advance_s: seconds },
  });
}
