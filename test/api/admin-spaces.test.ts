import { expect, test } from "vitest";
import { callLiveness, createAdminApp } from "../helpers/admin.ts";
import { createSlowEngine } from "../helpers/slow-engine.ts";

test("a space is made with an id of one's own or a new one, and told how to reach it", async () => {
  const { ask } = await createAdminApp();
  const own = await ask("POST /__admin/spaces", { id: "ci-7" }, { host: "stuntface:4090" });
  expect([own.status, own.body]).toEqual([
    201,
    {
      id: "ci-7",
      baseUrl: "http://stuntface:4090/~ci-7",
      apiKey: expect.stringMatching(/^space_ci-7_[\w-]{22}$/),
    },
  ]);
  const again = await ask("POST /__admin/spaces", { id: "ci-7" }, { host: "stuntface:4090" });
  expect([again.status, again.body]).toEqual([200, own.body]);
  const [one, two] = [await ask("POST /__admin/spaces"), await ask("POST /__admin/spaces", {})];
  expect([one.status, one.body.id]).toEqual([201, expect.stringMatching(/^s-[0-9a-f-]{13}$/)]);
  expect(two.body.id).not.toBe(one.body.id);
  expect(one.body.baseUrl).toBe(`http://localhost:80/~${one.body.id}`);
});

test("the default space is named by its id and has a base URL without one", async () => {
  const { ask } = await createAdminApp();
  const { status, body } = await ask("POST /__admin/spaces", { id: "default" });
  expect([status, body]).toMatchObject([200, { id: "default", baseUrl: "http://localhost:80" }]);
});

test("spaces are listed, the default one first, with their calls", async () => {
  const { app, ask } = await createAdminApp();
  await callLiveness(app, { space: "b" });
  await callLiveness(app, { space: "a" });
  const { spaces } = (await ask("GET /__admin/spaces")).body;
  expect(spaces.map(({ id, calls }: { id: string; calls: number }) => [id, calls])).toEqual([
    ["default", 0],
    ["b", 1],
    ["a", 1],
  ]);
  expect((await ask("GET /__admin/spaces/a")).body).toEqual({
    id: "a",
    baseUrl: "http://localhost:80/~a",
    apiKey: spaces[2].apiKey,
    calls: 1,
  });
});

test("a space is made by the first call to it, emulated or admin, whatever writes its tilde", async () => {
  const { app, ask, services } = await createAdminApp();
  expect((await callLiveness(app, { space: "by-call" })).status).toBe(200);
  expect((await ask("GET /~by-admin/__admin/requests")).body).toEqual({ total: 0, requests: [] });
  expect((await ask("GET /%7Eby-escape/__admin/requests")).status).toBe(200);
  expect(services.spaces.list().map(({ space }) => space.id)).toEqual([
    "default",
    "by-call",
    "by-admin",
    "by-escape",
  ]);
});

test("a deleted space is gone with all that was in it; the next call makes a new one", async () => {
  const { app, ask } = await createAdminApp();
  await ask("POST /~ci-1/__admin/scenarios", "id: own\noutcome: { error: forbidden }");
  await callLiveness(app, { space: "ci-1" });
  expect((await ask("DELETE /__admin/spaces/ci-1")).body).toEqual({ removed: ["ci-1"] });
  expect((await ask("GET /__admin/spaces/ci-1")).status).toBe(404);
  expect((await ask("GET /~ci-1/__admin/requests")).body.total).toBe(0);
  expect((await callLiveness(app, { space: "ci-1" })).status).toBe(200);
});

test("all spaces but the default one go with one call, and its records stay", async () => {
  const { app, ask } = await createAdminApp();
  for (const space of [undefined, "a", "b"]) await callLiveness(app, space === undefined ? {} : { space });
  expect((await ask("DELETE /__admin/spaces")).body).toEqual({ removed: 2 });
  expect((await ask("GET /__admin/spaces")).body.spaces).toHaveLength(1);
  expect((await ask("GET /__admin/requests")).body.total).toBe(1);
});

test("a call that is under way when its space is deleted is answered, and leaves no trace in the new one", async () => {
  const engine = createSlowEngine();
  const { app, ask } = await createAdminApp({ engine });
  const call = callLiveness(app, { space: "ci-1" });
  await expect.poll(() => engine.signals.length).toBe(1);
  await ask("DELETE /__admin/spaces/ci-1");
  expect((await ask("GET /~ci-1/__admin/requests")).body.total).toBe(0);
  await engine.finish();
  expect((await call).status).toBe(200);
  expect((await ask("GET /~ci-1/__admin/requests")).body.total).toBe(0);
});

test("a call beyond the limit is refused with the limit, in the words of either surface", async () => {
  const { app, ask, services, records } = await createAdminApp({ options: { maxSpaces: 1 } });
  await callLiveness(app, { space: "a" });
  const error = "all 1 spaces are in use; delete some (DELETE /__admin/spaces/ID) or raise --max-spaces.";
  const call = await callLiveness(app, { space: "b" });
  expect([call.status, call.body]).toEqual([429, { detail: `Stuntface: ${error}` }]);
  const admin = await ask("POST /__admin/spaces", { id: "b" });
  expect([admin.status, admin.body]).toEqual([429, { error }]);
  expect(services.spaces.list().map(({ space }) => [space.id, space.journal.total])).toEqual([
    ["default", 0],
    ["a", 1],
  ]);
  expect(records.map(({ space, status }) => [space, status])).toEqual([
    ["a", 200],
    ["b", 429],
  ]);
});
