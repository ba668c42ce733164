import { expect, test } from "vitest";
import { createAdminApp } from "../helpers/admin.ts";
import { postForm } from "../helpers/app.ts";

const credentials = { username: "bob", password: "bobs-long-password" };
const toParts = (fields: Record<string, string>) =>
  Object.entries(fields).map(([name, content]) => ({ name, content }));
const jwt = "eyJhbGciOiJIUzI1NiJ9.eyJ1c2VyIjoiYm9iIn0.c2lnbmF0dXJlLW9mLWJvYg";

/** Bodies of one token request in every type that it can have. */
const bodies: [string, string][] = [
  ["application/json", JSON.stringify(credentials)],
  ["application/x-www-form-urlencoded", new URLSearchParams(credentials).toString()],
];

test.each([["username: bob"], ["field: { username: bob }"], ["field: { password: bobs-* }"]])(
  "a token request is selected by %s, in every body",
  async (when) => {
    const { app, ask } = await createAdminApp();
    await ask(
      "POST /__admin/scenarios",
      `id: own\noperation: apptenticate.token\nwhen: { ${when} }\noutcome: { error: forbidden }`,
    );
    expect((await postForm(app, "/api/token/", toParts(credentials))).status).toBe(403);
    for (const [type, payload] of bodies) {
      const headers = { "content-type": type };
      const response = await app.inject({ method: "POST", url: "/api/token/", payload, headers });
      expect([type, response.headers["x-stuntface-scenario"]]).toEqual([type, "own#1/1"]);
    }
    const other = { ...credentials, username: "eve", password: "x" };
    expect((await postForm(app, "/api/token/", toParts(other))).status).toBe(200);
  },
);

test("a renewal is selected by its user, and shown without its token", async () => {
  const { app, ask } = await createAdminApp();
  const { refresh } = (await postForm(app, "/api/token/", toParts(credentials))).body;
  await ask(
    "POST /__admin/scenarios",
    "id: own\noperation: apptenticate.token-refresh\nwhen: { username: bob }\noutcome: { error: forbidden }",
  );
  expect((await postForm(app, "/api/token/refresh/", toParts({ refresh }))).status).toBe(403);
  const { requests } = (await ask("GET /__admin/requests?limit=1")).body;
  expect([requests[0].username, requests[0].fields]).toEqual(["bob", { refresh: `…${refresh.slice(-4)}` }]);
});

test("the journal shows who asked for a token, and the end of the password only", async () => {
  const { app, ask } = await createAdminApp();
  await postForm(app, "/api/token/", toParts(credentials));
  const { requests } = (await ask("GET /__admin/requests")).body;
  expect([requests[0].username, requests[0].fields]).toEqual(["bob", { username: "bob", password: "…word" }]);
});

test("a token that was sent under another name is not shown either", async () => {
  const { app, ask } = await createAdminApp();
  await postForm(app, "/api/token/refresh/", toParts({ jwt, session: `Bearer ${jwt}` }));
  const { requests } = (await ask("GET /__admin/requests")).body;
  expect(requests[0].fields).toEqual({ jwt: "…JvYg", session: "…JvYg" });
});

test("violations of token requests are recorded as those of the checks are", async () => {
  const { app, ask } = await createAdminApp();
  const url = "/api/token/";
  await app.inject({ method: "POST", url, payload: { ...credentials, email: "a@b.c" } });
  const twice = { "content-type": "application/x-www-form-urlencoded" };
  await app.inject({ method: "POST", url, payload: "username=a&username=b&password=c", headers: twice });
  await postForm(app, url, [...toParts(credentials), { name: "photo", filename: "a.jpg", content: "x" }]);
  const { requests } = (await ask("GET /__admin/requests")).body;
  expect(requests.map(({ violations }: { violations: string[] }) => violations)).toEqual([
    ['The file "photo" is not part of the contract.'],
    ['The part "username" was sent more than once; the last one counts, a file before a text.'],
    [
      'The field "email" is not part of the contract. It is the name of another contract; this one calls it username.',
    ],
  ]);
});
