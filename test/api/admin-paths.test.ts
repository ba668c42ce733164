import { expect, test } from "vitest";
import { callLiveness, createAdminApp, toRequestId } from "../helpers/admin.ts";

const description = "GET /__admin/openapi.json lists what there is.";

test.each([
  ["GET /__admin", `there is no GET /__admin. ${description}`],
  ["GET /__admin/", `there is no GET /__admin/. ${description}`],
  [
    "GET /__admin/request",
    `there is no GET /__admin/request. Did you mean /__admin/requests? ${description}`,
  ],
  ["POST /~ci-1/__admin/mappings", `there is no POST /__admin/mappings. ${description}`],
  ["PUT /__admin/scenarios/a/b", `there is no PUT /__admin/scenarios/a/b. ${description}`],
  ["GET /__admin/%zz", `there is no GET /__admin/%25zz. ${description}`],
])("%s is answered with 404 in JSON and the way to the description", async (route, error) => {
  const { ask } = await createAdminApp();
  const { status, body } = await ask(route, route.startsWith("P") ? "no: json" : undefined);
  expect([status, body]).toEqual([404, { error }]);
});

test.each([
  ["DELETE /__admin/health", "GET"],
  ["GET /__admin/verify", "POST"],
  ["POST /__admin/requests", "GET, DELETE"],
  ["PATCH /__admin/scenarios/x", "GET, PUT, DELETE"],
])("%s is told which methods the path takes", async (route, allowed) => {
  const { ask } = await createAdminApp();
  const { status, headers, body } = await ask(route);
  const [method, path] = route.split(" ");
  expect([status, headers.allow]).toEqual([405, allowed]);
  expect(body.error).toBe(`${path} takes ${allowed.replaceAll(", ", " or ")}, not ${method}. ${description}`);
});

test("a slash at the end of an admin path is not minded", async () => {
  const { ask } = await createAdminApp();
  expect((await ask("GET /__admin/requests/")).body).toEqual({ total: 0, requests: [] });
  expect((await ask("POST /__admin/reset/?only=journal")).body).toEqual({
    space: "default",
    reset: ["journal"],
  });
});

test("the description is served as it is shipped", async () => {
  const { ask } = await createAdminApp();
  const { status, body } = await ask("GET /__admin/openapi.json");
  expect([status, body.openapi]).toEqual([200, "3.1.0"]);
  expect(Object.keys(body.paths)).toContain("/__admin/requests/{id}/explain");
});

test.each(["GET /__admin/requests/ID", "GET /__admin/requests/ID/explain", "GET /__admin/requests/ID/faces"])(
  "%s says which calls are kept, and which space has the call",
  async (route) => {
    const { app, ask } = await createAdminApp();
    const id = toRequestId(await callLiveness(app, { space: "ci-7" }));
    const unknown = await ask(route.replace("ID", "nobody"));
    expect([unknown.status, unknown.body.error]).toEqual([
      404,
      "no call nobody is kept in space default; its journal holds the last 0 of 0.",
    ]);
    const elsewhere = await ask(route.replace("ID", id));
    expect([elsewhere.status, elsewhere.body.error]).toEqual([
      404,
      `no call ${id} is kept in space default; it came to space ci-7: GET /~ci-7/__admin/requests/${id}.`,
    ]);
  },
);

test("admin calls and probes are neither recorded nor decorated with diagnostics", async () => {
  const { ask, records, services } = await createAdminApp();
  for (const route of [
    "GET /__admin/health",
    "GET /__admin/no",
    "GET /livez",
    "GET /readyz",
    "GET /metrics",
  ]) {
    const { headers } = await ask(route);
    expect(Object.keys(headers).filter((name) => name.startsWith("x-stuntface"))).toEqual([]);
  }
  expect([records, services.spaces.default.journal.total]).toEqual([[], 0]);
});
