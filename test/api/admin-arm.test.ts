import { expect, test } from "vitest";
import { callLiveness, createAdminApp, photoPart } from "../helpers/admin.ts";
import { postDidit } from "../helpers/app.ts";

const prefixes = ["", "/~ci-1"];
const label = async (call: Promise<{ headers: Record<string, unknown> }>) =>
  (await call).headers["x-stuntface-scenario"];

test.each(prefixes)(
  "one-shots armed at %s/__admin/arm answer the next calls in order, then no more",
  async (prefix) => {
    const { app, ask } = await createAdminApp({ allowsServerErrors: true });
    const call = { ...(prefix === "" ? {} : { space: prefix.slice(2) }) };
    const first = await ask(`POST ${prefix}/__admin/arm`, "outcome: { error: forbidden }");
    const second = await ask(`POST ${prefix}/__admin/arm`, {
      steps: [{ outcome: { error: "server_error" }, times: 2 }],
    });
    expect([first.status, first.body, second.body]).toEqual([201, { id: "armed-1" }, { id: "armed-2" }]);
    const statuses = [];
    for (let count = 0; count < 4; count++) statuses.push((await callLiveness(app, call)).status);
    expect(statuses).toEqual([403, 500, 500, 200]);
    expect((await ask(`GET ${prefix}/__admin/scenarios/unused`)).body.scenarios).toEqual([]);
  },
);

test("a one-shot waits for a call of its operation that its conditions fit", async () => {
  const { app, ask } = await createAdminApp();
  await ask("POST /__admin/arm", {
    operation: "didit.face-match",
    when: { vendor_data: "b" },
    outcome: { error: "forbidden" },
  });
  const match = (vendor_data: string) =>
    label(
      postDidit(app, "face-match", [
        { name: "vendor_data", content: vendor_data },
        photoPart,
        { ...photoPart, name: "ref_image" },
      ]),
    );
  expect(await label(callLiveness(app, { fields: { vendor_data: "b" } }))).toBe("none");
  expect([await match("a"), await match("b"), await match("b")]).toEqual(["none", "armed-1#1/1", "none"]);
});

test("a one-shot comes before scenarios added at run time, and a space's are its own", async () => {
  const { app, ask } = await createAdminApp();
  await ask("POST /__admin/scenarios", "id: always\nprecedence: 9\noutcome: { error: unauthorized }");
  await ask("POST /__admin/arm", "outcome: { error: forbidden }");
  await ask("POST /~ci-1/__admin/arm", "outcome: { error: forbidden }");
  expect([await label(callLiveness(app)), await label(callLiveness(app))]).toEqual([
    "armed-1#1/1",
    "always#1/1",
  ]);
  expect(await label(callLiveness(app, { space: "ci-1" }))).toBe("armed-1#1/1");
});

test("a one-shot that is not wanted any more can be removed", async () => {
  const { app, ask } = await createAdminApp();
  for (let shot = 0; shot < 3; shot++) await ask("POST /__admin/arm", "outcome: { error: forbidden }");
  expect((await ask("DELETE /__admin/scenarios/armed-2")).body).toEqual({ removed: ["armed-2"] });
  expect(await label(callLiveness(app))).toBe("armed-1#1/1");
  expect((await ask("DELETE /__admin/scenarios")).body).toEqual({ removed: ["armed-3"] });
  expect(await label(callLiveness(app))).toBe("none");
});

test("the id of a used one-shot is not given again", async () => {
  const { app, ask } = await createAdminApp();
  const arm = async () => (await ask("POST /__admin/arm", "outcome: { error: forbidden }")).body.id;
  expect([await arm(), await label(callLiveness(app))]).toEqual(["armed-1", "armed-1#1/1"]);
  expect([await arm(), await label(callLiveness(app))]).toEqual(["armed-2", "armed-2#1/1"]);
});

test("the call that a one-shot answered is still told apart from one that nothing answered", async () => {
  const { app, ask } = await createAdminApp();
  await ask("POST /__admin/arm", "outcome: { error: forbidden }");
  await callLiveness(app);
  const { body } = await ask("POST /__admin/verify");
  expect([body.verified, body.problems]).toEqual([true, []]);
});
