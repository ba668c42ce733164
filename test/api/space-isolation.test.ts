import { expect, test } from "vitest";
import { callLiveness, createAdminApp, photoPart } from "../helpers/admin.ts";
import { exampleTime, postForm } from "../helpers/app.ts";

type App = Awaited<ReturnType<typeof createAdminApp>>["app"];

const label = async (call: Promise<{ headers: Record<string, unknown> }>) =>
  (await call).headers["x-stuntface-scenario"];

async function getAccess(app: App, prefix: string): Promise<string> {
  const fields = { username: "user", password: "secret" };
  const parts = Object.entries(fields).map(([name, content]) => ({ name, content }));
  return (await postForm(app, `${prefix}/api/token/`, parts)).body.access;
}

const checkSelfie = (app: App, prefix: string, access: string) =>
  postForm(
    app,
    `${prefix}/api/v3/biometrics/liveness/`,
    [
      { ...photoPart, name: "selfie" },
      { name: "return_id", content: "true" },
    ],
    { authorization: `Bearer ${access}` },
  );

test("scenarios added to a space answer there only", async () => {
  const { app, ask } = await createAdminApp();
  await ask("POST /~a/__admin/scenarios", "id: own\noutcome: { error: forbidden }");
  await ask("POST /~b/__admin/arm", "outcome: { error: unauthorized }");
  expect([
    await label(callLiveness(app, { space: "a" })),
    await label(callLiveness(app, { space: "b" })),
  ]).toEqual(["own#1/1", "armed-1#1/1"]);
  expect(await label(callLiveness(app))).toBe("none");
});

test("the scenarios of a file count in each space for itself", async () => {
  const steps = "id: once\nsteps:\n  - outcome: { error: forbidden }\nafter: real";
  const { app } = await createAdminApp({ scenarios: steps });
  for (const space of ["a", "b", "default"]) {
    const labels = [await label(callLiveness(app, { space })), await label(callLiveness(app, { space }))];
    expect([space, labels]).toEqual([space, ["once#1/1", "none"]]);
  }
});

test.each([undefined, "a-secret-of-16-characters"])(
  "a token of one space is not accepted in another, with the token secret %j",
  async (tokenSecret) => {
    const options = tokenSecret === undefined ? {} : { apptenticate: { tokenSecret } };
    const { app } = await createAdminApp({ options });
    const prefixes = ["", "/~a", "/~b"];
    const tokens = await Promise.all(prefixes.map((prefix) => getAccess(app, prefix)));
    for (const [from, token] of tokens.entries())
      for (const [to, prefix] of prefixes.entries())
        expect([from, to, (await checkSelfie(app, prefix, token)).status]).toEqual([
          from,
          to,
          from === to ? 200 : 401,
        ]);
  },
);

test("a configured token secret signs the tokens of the default space as it is", async () => {
  const tokenSecret = "a-secret-of-16-characters";
  const { app } = await createAdminApp({ options: { apptenticate: { tokenSecret } } });
  const { jwtVerify } = await import("jose");
  const { payload } = await jwtVerify(await getAccess(app, ""), new TextEncoder().encode(tokenSecret), {
    currentDate: new Date(exampleTime),
  });
  expect(payload.user_id).toBe(1);
});

test("answers are numbered in each space from the start", async () => {
  const { app } = await createAdminApp();
  for (const prefix of ["", "/~a", "/~b"]) {
    const access = await getAccess(app, prefix);
    const ids = [];
    for (let call = 0; call < 2; call++) ids.push((await checkSelfie(app, prefix, access)).body.id);
    expect([prefix, ids]).toEqual([prefix, [1111, 1112]]);
  }
});

test("a key's rate window is that of the space", async () => {
  const { app } = await createAdminApp({ options: { didit: { rateLimit: "enforce", writesPerMinute: 2 } } });
  const statuses = async (space: string) => {
    const list = [];
    for (let call = 0; call < 3; call++) list.push((await callLiveness(app, { space })).status);
    return list;
  };
  for (const space of ["a", "b", "default"]) expect(await statuses(space)).toEqual([200, 200, 429]);
});

test("a space's own key is accepted there, whatever keys are configured, and nowhere else", async () => {
  const { app, ask } = await createAdminApp({ options: { didit: { keys: ["only-key"] } } });
  const { apiKey } = (await ask("POST /__admin/spaces", { id: "a" })).body;
  const call = async (space: string) =>
    (await callLiveness(app, { space, headers: { "x-api-key": apiKey } })).status;
  expect([await call("a"), await call("b"), await call("default")]).toEqual([200, 401, 401]);
});

test("fifty spaces in parallel, each with a sequence of its own, never see each other", async () => {
  const { app, ask } = await createAdminApp({ allowsServerErrors: true });
  const run = async (number: number) => {
    const space = `ci-${number}`;
    const scores = Array.from({ length: 3 }, (_, step) => (number * 7 + step * 11) % 100);
    await ask(`POST /~${space}/__admin/scenarios`, {
      id: "sequence",
      operation: "didit.passive-liveness",
      steps: scores.map((score) => ({ outcome: { score, detection: "skip" } })),
      after: "fail",
    });
    const seen = [];
    for (const step of [1, 2, 3]) {
      const { body, headers } = await callLiveness(app, {
        space,
        fields: { vendor_data: `${number}-${step}` },
      });
      expect(headers["x-stuntface-scenario"]).toBe(`sequence#${step}/3`);
      seen.push(body.liveness.score);
    }
    expect(seen).toEqual(scores);
    const { requests } = (await ask(`GET /~${space}/__admin/requests`)).body;
    const values = requests.map(({ fields }: { fields: Record<string, string> }) => fields.vendor_data);
    expect(values).toEqual([3, 2, 1].map((step) => `${number}-${step}`));
    expect((await ask(`POST /~${space}/__admin/verify`)).body.problems).toEqual([]);
  };
  await Promise.all(Array.from({ length: 50 }, (_, number) => run(number)));
});
