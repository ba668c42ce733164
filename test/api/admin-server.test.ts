import { expect, test } from "vitest";
import { readVersion } from "../../src/package-root.ts";
import { callLiveness, createAdminApp } from "../helpers/admin.ts";
import { getTokens } from "../helpers/app.ts";
import { createFakeEngine } from "../helpers/fake-engine.ts";

const prefixes = ["", "/~ci-1"];

test.each(prefixes)("GET %s/__admin/health tells of networks, files and spaces", async (prefix) => {
  const { ask } = await createAdminApp();
  const { status, body } = await ask(`GET ${prefix}/__admin/health`);
  expect([status, body]).toEqual([
    200,
    {
      status: "ok",
      engine: { status: "ready", version: "fake" },
      scenarios: { directory: null, scenarios: 0, loadedAt: "2025-05-01T13:11:07.977Z", problems: [] },
      spaces: prefix === "" ? 1 : 2,
    },
  ]);
});

test("health is degraded, with the reason, when the networks could not be loaded", async () => {
  const ready = Promise.reject(new Error("no such model"));
  ready.catch(() => undefined);
  const { ask } = await createAdminApp({ engine: { ...createFakeEngine([]), ready } });
  const { body } = await ask("GET /__admin/health");
  expect(body).toMatchObject({
    status: "degraded",
    engine: { status: "failed", error: "no such model", version: "fake" },
  });
});

test.each(prefixes)("GET %s/__admin/version names the versions", async (prefix) => {
  const { ask } = await createAdminApp();
  expect((await ask(`GET ${prefix}/__admin/version`)).body).toEqual({
    version: readVersion(),
    engine: "fake",
    node: process.version,
  });
});

test.each(prefixes)(
  "GET %s/__admin/config shows every setting as stuntface.yaml spells it, keys masked",
  async (prefix) => {
    const { ask } = await createAdminApp({
      options: {
        maxSpaces: 7,
        admin: { token: "admin-token-123456" },
        didit: { keys: ["didit-key-abcdefgh", "k"] },
        apptenticate: { users: ["bob:bobs-password"], tokenSecret: "a-secret-of-some-length" },
      },
    });
    const headers = { authorization: "Bearer admin-token-123456" };
    const { body, text } = await ask(`GET ${prefix}/__admin/config`, undefined, headers);
    expect(body).toMatchObject({
      max_spaces: 7,
      admin: { token: "…3456", port: null },
      didit: { contract: "2025-05", keys: ["…efgh", "…"] },
      apptenticate: { users: ["…word"], token_secret: "…ngth", access_token_seconds: 300 },
    });
    expect(text).not.toMatch(/admin-token|didit-key|bobs|secret-of/);
  },
);

const scenario = "id: own\noperation: didit.passive-liveness\noutcome: { score: 12 }";

test.each(prefixes)(
  "POST %s/__admin/reset forgets the parts that are named, in this space only",
  async (prefix) => {
    const { app, ask } = await createAdminApp();
    const other = prefix === "" ? "/~other" : "";
    const call = async (at: string) => {
      const space = at === "" ? {} : { space: at.slice(2) };
      return (await callLiveness(app, space)).headers["x-stuntface-scenario"];
    };
    for (const at of [prefix, other]) {
      await ask(`POST ${at}/__admin/scenarios`, `${scenario}\nwhen: { call: 1 }`);
      expect(await call(at)).toBe("own#1/1");
      expect(await call(at)).toBe("none");
    }
    const calls = async (at: string) => (await ask(`GET ${at}/__admin/requests`)).body.total;
    const answers = async () => (await ask(`GET ${prefix}/__admin/scenarios/own`)).body.calls;
    const reset = async (query: string) => (await ask(`POST ${prefix}/__admin/reset${query}`)).body;

    expect(await reset("?only=journal")).toEqual({ space: prefix.slice(2) || "default", reset: ["journal"] });
    expect([await calls(prefix), await answers()]).toEqual([0, 1]);
    expect((await reset("?only=counters,journal")).reset).toEqual(["journal", "counters"]);
    expect([await answers(), await call(prefix)]).toEqual([0, "own#1/1"]);
    expect((await reset("?only=scenarios")).reset).toEqual(["scenarios"]);
    expect([await call(prefix), await calls(prefix)]).toEqual(["none", 2]);
    expect((await reset("")).reset).toEqual(["journal", "counters", "scenarios", "state"]);
    expect([await calls(prefix), await calls(other)]).toEqual([0, 2]);
    expect((await ask(`GET ${other}/__admin/scenarios/own`)).body.calls).toBe(1);
  },
);

test("a scenario that comes back after a reset counts anew", async () => {
  const { app, ask } = await createAdminApp();
  const once = `${scenario}\nwhen: { call: 1 }`;
  await ask("POST /__admin/scenarios", once);
  await callLiveness(app);
  await ask("POST /__admin/reset?only=scenarios");
  await ask("POST /__admin/scenarios", once);
  expect((await callLiveness(app)).headers["x-stuntface-scenario"]).toBe("own#1/1");
});

test("reset of the state ends tokens and numbers answers from the start", async () => {
  const { app, ask } = await createAdminApp();
  const { access } = await getTokens(app);
  const check = (token: string) =>
    app.inject({
      method: "POST",
      url: "/api/v3/biometrics/liveness/",
      headers: { authorization: `Bearer ${token}` },
    });
  expect((await check(access)).statusCode).toBe(400);
  await ask("POST /__admin/reset?only=state");
  expect((await check(access)).statusCode).toBe(401);
  expect((await check((await getTokens(app)).access)).statusCode).toBe(400);
});

test("reload says what is loaded", async () => {
  const { ask } = await createAdminApp();
  const { status, body } = await ask("POST /~ci-1/__admin/reload");
  expect([status, body]).toEqual([
    200,
    { directory: null, scenarios: 0, loadedAt: "2025-05-01T13:11:07.977Z", problems: [] },
  ]);
});
