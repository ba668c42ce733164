import { expect, test } from "vitest";
import { createTestApp } from "../helpers/app.ts";

const names = ["didit", "didit-2026-06", "apptenticate", "admin"];

test("the documents are listed, with those that the space answers by", async () => {
  const app = await createTestApp({ options: { didit: { contract: "2026-06" } } });
  const { documents } = (await app.inject("/~ci-7/__admin/openapi")).json();
  expect(documents.map(({ name, served }: { name: string; served: boolean }) => [name, served])).toEqual([
    ["didit", false],
    ["didit-2026-06", true],
    ["apptenticate", true],
    ["admin", true],
  ]);
  expect(documents[0].url).toBe("http://localhost:80/~ci-7/__admin/openapi/didit.json");
});

test.each(names)("the document %s is served with the address of the space", async (name) => {
  const app = await createTestApp();
  const answer = await app.inject(`/~ci-7/__admin/openapi/${name}.json`);
  expect([answer.statusCode, answer.headers["content-type"]]).toEqual([
    200,
    "application/json; charset=utf-8",
  ]);
  expect(answer.json()).toMatchObject({
    openapi: "3.1.0",
    servers: [{ url: "http://localhost:80/~ci-7" }],
  });
});

test("a document that was fetched before is not sent again", async () => {
  const app = await createTestApp();
  const { headers } = await app.inject("/__admin/openapi/didit.json");
  const again = await app.inject({
    url: "/__admin/openapi/didit.json",
    headers: { "if-none-match": String(headers.etag) },
  });
  expect([again.statusCode, again.payload]).toEqual([304, ""]);
});

test("a document that is not there is a 404 that names the nearest", async () => {
  const app = await createTestApp();
  const answer = await app.inject("/__admin/openapi/dibit.json");
  expect(answer.statusCode).toBe(404);
  expect(answer.json().error).toBe("there is no document dibit. Did you mean didit?");
});

test("the page shows the document that the space answers by, and calls go to the space", async () => {
  const app = await createTestApp({ options: { didit: { contract: "2026-06" } } });
  const { payload, headers } = await app.inject("/~ci-7/__admin/docs");
  expect(headers["content-type"]).toBe("text/html; charset=utf-8");
  expect(payload).toContain('spec-url="/~ci-7/__admin/openapi/didit-2026-06.json"');
  for (const name of names) expect(payload).toContain(`/~ci-7/__admin/docs?document=${name}"`);
});

test("nothing on the page comes from elsewhere", async () => {
  const app = await createTestApp();
  const { payload, headers } = await app.inject("/__admin/docs?document=apptenticate");
  expect(payload).not.toMatch(/https?:\/\//);
  expect(headers["content-security-policy"]).toMatch(/^default-src 'none'; script-src 'self';/);
  expect(headers["content-security-policy"]).not.toMatch(/https?:|\*/);
});

test("the page's script is served as a script", async () => {
  const app = await createTestApp();
  const { statusCode, headers, payload } = await app.inject("/__admin/docs/explorer.js");
  expect([statusCode, headers["content-type"]]).toEqual([200, "text/javascript; charset=utf-8"]);
  expect(payload).toContain("openapi-explorer");
});

test("who may not use the admin surface sees no documents", async () => {
  const app = await createTestApp({ options: { admin: { token: "a-long-token" } } });
  for (const url of ["/__admin/docs", "/__admin/openapi", "/__admin/openapi/didit.json"])
    expect((await app.inject(url)).statusCode).toBe(401);
});
