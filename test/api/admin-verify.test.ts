import { expect, test } from "vitest";
import { callLiveness, createAdminApp, photoPart, toRequestId } from "../helpers/admin.ts";
import { postForm } from "../helpers/app.ts";
import { createFakeEngine } from "../helpers/fake-engine.ts";

const prefixes = ["", "/~ci-1"];

/** Two calls for user a, one for b; whether `times` of user a's calls holds. */
const times: [object, boolean][] = [
  [{ exactly: 2 }, true],
  [{ exactly: 1 }, false],
  [{ exactly: 3 }, false],
  [{ at_least: 2 }, true],
  [{ at_least: 3 }, false],
  [{ at_most: 2 }, true],
  [{ at_most: 1 }, false],
  [{ at_least: 1, at_most: 2 }, true],
  [{ at_least: 3, at_most: 5 }, false],
  [{ exactly: 0 }, false],
];

test.each(times)("two calls verified with times %j: %s", async (wanted, holds) => {
  const { app, ask } = await createAdminApp();
  for (const vendor_data of ["a", "b", "a"]) await callLiveness(app, { fields: { vendor_data } });
  const { status, body } = await ask("POST /__admin/verify", { match: { vendor_data: "a" }, times: wanted });
  expect([status, body.verified, body.calls]).toEqual([holds ? 200 : 406, holds, 3]);
  expect(body.problems).toHaveLength(holds ? 0 : 1);
});

test.each(prefixes)(
  "POST %s/__admin/verify counts the calls of its space, at least one where nothing is said",
  async (prefix) => {
    const { app, ask } = await createAdminApp();
    const verify = async (body: object) => (await ask(`POST ${prefix}/__admin/verify`, body)).status;
    await callLiveness(app, { space: "another" });
    expect([await verify({ match: {} }), await verify({ times: { exactly: 0 } })]).toEqual([406, 200]);
    await callLiveness(app, prefix === "" ? {} : { space: prefix.slice(2) });
    expect([await verify({ match: {} }), await verify({ times: { exactly: 1 } })]).toEqual([200, 200]);
  },
);

test("a verification that fails names the calls that came nearest, and what kept them from fitting", async () => {
  const { app, ask } = await createAdminApp();
  await callLiveness(app, { fields: { vendor_data: "user-43" } });
  const id = toRequestId(
    await callLiveness(app, { fields: { vendor_data: "user-43", rotate_image: "true" } }),
  );
  const match = { vendor_data: "user-42", field: { rotate_image: true }, status: 200 };
  const { status, body } = await ask("POST /__admin/verify", { match, times: { exactly: 1 } });
  expect([status, body.problems.slice(0, 2)]).toEqual([
    406,
    [
      { kind: "times", message: "wanted exactly 1 matching call(s), found 0 among 2." },
      {
        kind: "times",
        message: 'nearest call POST /v3/passive-liveness/: vendor_data want "user-42" got "user-43".',
        request_id: id,
      },
    ],
  ]);
});

test.each(prefixes)(
  "an empty body verifies everything in %s/: a space in which all is well passes",
  async (prefix) => {
    const { app, ask } = await createAdminApp({
      scenarios: "id: of-file\nwhen: { vendor_data: x }\noutcome: real",
    });
    await ask(`POST ${prefix}/__admin/scenarios`, {
      id: "own",
      expect: { calls: 1 },
      outcome: { error: "forbidden" },
    });
    const { status } = await callLiveness(app, prefix === "" ? {} : { space: prefix.slice(2) });
    const { body } = await ask(`POST ${prefix}/__admin/verify`);
    expect([status, body]).toEqual([403, { verified: true, calls: 1, problems: [] }]);
  },
);

/** One thing that is wrong, made in a fresh server, and the problem that it is. */
const wrongs: [string, string, object][] = [
  [
    "contract-violation",
    'POST /v3/passive-liveness/: The field "colour" is not part of the contract.',
    { fields: { colour: "x" } },
  ],
  [
    "refused-call",
    "POST /v3/passive-liveness/: the contract refuses it with 400: user_image: No file was submitted.",
    { parts: [] },
  ],
  [
    "refused-call",
    'POST /v3/passive-liveness/: it orders something that cannot be given (400): "NO_SUCH" is not known.',
    { fields: { vendor_data: "stunt:NO_SUCH" } },
  ],
];

test.each(wrongs)("verify reports a %s: %s", async (kind, message, call) => {
  const { app, ask } = await createAdminApp();
  const id = toRequestId(await callLiveness(app, call));
  const { status, body } = await ask("POST /__admin/verify");
  expect([status, body.problems]).toEqual([406, [{ kind, message, request_id: id }]]);
});

test("verify reports calls that no endpoint takes", async () => {
  const { app, ask } = await createAdminApp();
  const id = toRequestId(await postForm(app, "/v3/passive-livenes/", [photoPart]));
  const { body } = await ask("POST /__admin/verify");
  expect(body.problems).toEqual([
    {
      kind: "unmatched-call",
      message: "POST /v3/passive-livenes/: no endpoint takes it (404).",
      request_id: id,
    },
  ]);
});

test.each(["stunt_no_credits", "stunt_invalid"])(
  "a call that was ordered with the key %s is no refused call",
  async (key) => {
    const { app, ask } = await createAdminApp();
    await callLiveness(app, { headers: { "x-api-key": key } });
    expect((await ask("POST /__admin/verify")).body.problems).toEqual([]);
  },
);

test("a rejected selfie is an answer, not a refused call, even where it is sent as 400", async () => {
  const { app, ask } = await createAdminApp({
    options: { apptenticate: { rejectionStatus: 400, minFaceSize: 5000 } },
  });
  const { access } = (
    await postForm(app, "/api/token/", [
      { name: "username", content: "u" },
      { name: "password", content: "p" },
    ])
  ).body;
  const selfie = { ...photoPart, name: "selfie" };
  const { status, body } = await postForm(app, "/api/v3/biometrics/liveness/", [selfie], {
    authorization: `Bearer ${access}`,
  });
  expect([status, body.error_code]).toEqual([400, 706]);
  expect((await ask("POST /__admin/verify")).body).toEqual({ verified: true, calls: 2, problems: [] });
});

test("verify reports scenarios that were never called, surplus calls and expectations that are not met", async () => {
  const { app, ask } = await createAdminApp({
    allowsServerErrors: true,
    scenarios:
      "id: expecting-file\noperation: didit.passive-liveness\nwhen: { vendor_data: f }\nexpect: { calls: 2 }\noutcome: real",
  });
  const add = (id: string, more: object) =>
    ask("POST /__admin/scenarios", { id, when: { vendor_data: id }, outcome: "real", ...more });
  await add("unused", {});
  await add("switched-off", { enabled: false });
  await add("once", { after: "fail" });
  await add("thrice", { expect: { calls: 3 } });
  await add("never", { expect: { calls: 0 } });
  await ask("POST /__admin/arm", { operation: "didit.face-match", outcome: "real" });
  for (const vendor_data of ["once", "once", "thrice", "f"])
    await callLiveness(app, { fields: { vendor_data } });
  const { body } = await ask("POST /__admin/verify");
  expect(body.problems).toEqual([
    {
      kind: "unused-scenario",
      message: 'armed-1 (didit.face-match: "real") was never called.',
      scenario: "armed-1",
    },
    { kind: "expectation", message: "thrice expects 3 call(s) and answered 1.", scenario: "thrice" },
    { kind: "surplus-calls", message: "once allows 1 call(s) and was called 2 times.", scenario: "once" },
    { kind: "unused-scenario", message: "unused was never called.", scenario: "unused" },
    {
      kind: "expectation",
      message: "expecting-file expects 2 call(s) and answered 1.",
      scenario: "expecting-file",
    },
  ]);
});

test("a verification that cannot see all calls any more says so", async () => {
  const { app, ask, services } = await createAdminApp();
  for (let call = 0; call < 2; call++) await callLiveness(app);
  services.spaces.default.journal.dropOldest();
  expect((await ask("POST /__admin/verify")).body).toEqual({
    verified: true,
    calls: 2,
    problems: [],
    note: "only the last 1 of 2 calls are kept.",
  });
});

test("verify reports calls at which the server itself failed", async () => {
  const engine = { ...createFakeEngine([]), analyze: async () => Promise.reject(new Error("out of memory")) };
  const { app, ask } = await createAdminApp({ engine, allowsServerErrors: true });
  const id = toRequestId(await callLiveness(app));
  const message = "POST /v3/passive-liveness/: the server itself failed with 500: out of memory.";
  expect((await ask("POST /__admin/verify")).body.problems).toEqual([
    { kind: "failed-call", message, request_id: id },
  ]);
});
