import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { toPackagePath } from "../../src/package-root.ts";
import { callLiveness, createAdminApp } from "../helpers/admin.ts";

const prefixes = ["", "/~ci-1"];
const inSpace = (prefix: string) => (prefix === "" ? {} : { space: prefix.slice(2) });
const written = { operation: "didit.passive-liveness", outcome: { score: 12 } };
const label = async (call: Promise<{ headers: Record<string, unknown> }>) =>
  (await call).headers["x-stuntface-scenario"];

test.each(prefixes)(
  "a scenario posted to %s/__admin/scenarios is seen, answers, counts and goes",
  async (prefix) => {
    const { app, ask } = await createAdminApp();
    const added = await ask(`POST ${prefix}/__admin/scenarios`, {
      id: "own",
      description: "low",
      ...written,
    });
    expect([added.status, added.body]).toEqual([201, { id: "own" }]);
    expect(await label(callLiveness(app, inSpace(prefix)))).toBe("own#1/1");
    const summary = {
      id: "own",
      description: "low",
      operations: ["didit.passive-liveness"],
      steps: 1,
      enabled: true,
      origin: "run-time",
      source: "body:1",
      stage: "normal",
      precedence: 0,
      calls: 1,
    };
    const { scenarios } = (await ask(`GET ${prefix}/__admin/scenarios`)).body;
    expect(scenarios[0]).toEqual(summary);
    expect((await ask(`GET ${prefix}/__admin/scenarios/own`)).body).toEqual({
      ...summary,
      scenario: { id: "own", description: "low", ...written },
    });
    expect((await ask(`DELETE ${prefix}/__admin/scenarios/own`)).body).toEqual({ removed: ["own"] });
    expect((await ask(`GET ${prefix}/__admin/scenarios/own`)).status).toBe(404);
    expect(await label(callLiveness(app, inSpace(prefix)))).toBe("none");
  },
);

test.each([
  ["JSON", JSON.stringify(written), "application/json"],
  ["YAML", "operation: didit.passive-liveness\noutcome: { score: 12 }\n", "application/yaml"],
  [
    "YAML without a content type of its own",
    "operation: didit.passive-liveness\noutcome: { score: 12 }\n",
    "text/plain",
  ],
])("a scenario can be %s, and gets an id where it has none", async (_kind, text, type) => {
  const { app, ask } = await createAdminApp();
  const first = await ask("POST /__admin/scenarios", text, { "content-type": type });
  const second = await ask("POST /__admin/scenarios", text, { "content-type": type });
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(first.body.id).not.toBe(second.body.id);
  // Of two that tie the newest answers.
  expect(await label(callLiveness(app))).toBe(`${second.body.id}#1/1`);
});

test("scenarios without ids get ids that are free and were never given before", async () => {
  const { ask } = await createAdminApp();
  const add = async () => (await ask("POST /__admin/scenarios", written)).body.id;
  await ask("PUT /__admin/scenarios/run-time-2", written);
  const first = await add();
  await ask(`DELETE /__admin/scenarios/${first}`);
  expect([first, await add(), await add()]).toEqual(["run-time-1", "run-time-3", "run-time-4"]);
});

test("several scenarios come as a list, the first of them wins a tie, and all go with one call", async () => {
  const { app, ask } = await createAdminApp();
  const text = "scenarios:\n  - { id: one, outcome: { error: forbidden } }\n  - { id: two, outcome: real }";
  expect((await ask("POST /__admin/scenarios", text)).body).toEqual({ ids: ["one", "two"] });
  expect(await label(callLiveness(app))).toBe("one#1/1");
  expect((await ask("DELETE /__admin/scenarios")).body).toEqual({ removed: ["one", "two"] });
  expect(await label(callLiveness(app))).toBe("none");
});

test("PUT adds with 201, replaces with 200 and lets the counters begin anew", async () => {
  const { app, ask } = await createAdminApp();
  const once = { steps: [{ outcome: { error: "forbidden" } }], after: "real" };
  expect((await ask("PUT /__admin/scenarios/own", once)).status).toBe(201);
  expect([await label(callLiveness(app)), await label(callLiveness(app))]).toEqual(["own#1/1", "none"]);
  const replaced = await ask("PUT /__admin/scenarios/own", { id: "own", ...once });
  expect([replaced.status, replaced.body]).toEqual([200, { id: "own" }]);
  expect(await label(callLiveness(app))).toBe("own#1/1");
  expect((await ask("GET /__admin/scenarios/own")).body.calls).toBe(1);
});

test("a scenario of a file can be replaced in one space and comes back when the replacement goes", async () => {
  const { app, ask } = await createAdminApp({ scenarios: "id: mine\noutcome: { error: forbidden }" });
  await ask("PUT /~ci-1/__admin/scenarios/mine", { outcome: "real" });
  expect((await callLiveness(app)).status).toBe(403);
  expect((await callLiveness(app, { space: "ci-1" })).status).toBe(200);
  await ask("DELETE /~ci-1/__admin/scenarios/mine");
  expect((await callLiveness(app, { space: "ci-1" })).status).toBe(403);
});

test("unused scenarios are those of one's own that answered nothing in the space", async () => {
  const { app, ask } = await createAdminApp({
    scenarios: "id: of-file\nwhen: { vendor_data: f }\noutcome: real",
  });
  for (const id of ["used", "unused"])
    await ask("POST /__admin/scenarios", { id, when: { vendor_data: id }, outcome: "real" });
  await ask("POST /__admin/arm", { when: { vendor_data: "never" }, outcome: "real" });
  await callLiveness(app, { fields: { vendor_data: "used" } });
  const list = async (prefix = "") =>
    (await ask(`GET ${prefix}/__admin/scenarios/unused`)).body.scenarios.map(({ id }: { id: string }) => id);
  expect(await list()).toEqual(["armed-1", "unused", "of-file"]);
  expect(await list("/~ci-1")).toEqual(["of-file"]);
});

test("the schema for editors is served as it is shipped", async () => {
  const { ask } = await createAdminApp();
  const { status, headers, text } = await ask("GET /~ci-1/__admin/scenarios/schema.json");
  expect([status, headers["content-type"]]).toEqual([
    200,
    expect.stringMatching(/^application\/schema\+json/),
  ]);
  expect(text).toBe(readFileSync(toPackagePath("scenarios/schema.json"), "utf8"));
});

test("the keys that a scenario selects by are shown by their ends", async () => {
  const { ask } = await createAdminApp();
  await ask(
    "POST /__admin/scenarios",
    `id: own
when:
  api_key: [key-1234567890, 123456789012]
  header: { authorization: "Bearer abcdefghijklmnop", x-plain: seen }
  field: { password: hunter2-hunter2 }
outcome: real`,
  );
  const { body, text } = await ask("GET /__admin/scenarios/own");
  expect(body.scenario.when).toEqual({
    api_key: ["…7890", "…9012"],
    header: { authorization: "…mnop", "x-plain": "seen" },
    field: { password: "…ter2" },
  });
  expect(text).not.toMatch(/key-1|12345|abcd|hunter2-/);
});
