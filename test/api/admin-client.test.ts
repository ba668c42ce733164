import { expect, test } from "vitest";
import { connect } from "../../src/control/connect.ts";
import type { Outcome } from "../../src/control/scenario-types.ts";
import { VerificationError } from "../../src/control/verification.ts";
import { WaitError } from "../../src/control/wait.ts";
import { startLiveServer } from "../helpers/live-server.ts";
import { createFaceMatch, createLivenessCheck, sendUpload, type Upload } from "../helpers/uploads.ts";

async function startSpace() {
  const server = await startLiveServer();
  const space = await server.admin.space();
  const call = async (upload: Upload = createLivenessCheck()) => (await sendUpload(space.url, upload)).status;
  return { server, space, call };
}

test("a space has an id, a base URL and a key of its own, and is made once", async () => {
  const { admin, url } = await startLiveServer();
  const space = await admin.space("ci-7");
  expect([space.id, space.url, (await admin.space("ci-7")).apiKey]).toEqual([
    "ci-7",
    `${url}/~ci-7`,
    space.apiKey,
  ]);
  expect((await admin.space()).id).not.toBe((await admin.space()).id);
});

test("a space's address is the one that the client under test has, where that is another than the admin's", async () => {
  const { url } = await startLiveServer();
  const admin = connect(url, { baseUrl: "https://stuntface:8443/" });
  expect((await admin.space("ci-7")).url).toBe("https://stuntface:8443/~ci-7");
});

test.each<[string, Outcome | string, unknown]>([
  ["an outcome", { error: "insufficient_credits" }, 403],
  ["a warning", "LOW_FACE_QUALITY", 200],
  ["a ready-made scenario", "rate-limited", 429],
])("%s is forced on the next calls of an operation, as often as wanted", async (_, forced, status) => {
  const { space, call } = await startSpace();
  await space.force(forced, { operation: "didit.passive-liveness", times: 2, delay: "1ms" });
  await call(createFaceMatch());
  expect([await call(), await call()]).toEqual([status, status]);
  expect(await space.count({ scenario: "armed-1" })).toBe(2);
  expect(await space.count({ operation: "didit.face-match", scenario: "none" })).toBe(1);
});

test("an order is for the calls that `when` names, and can be taken back", async () => {
  const { space, call } = await startSpace();
  const order = await space.force({ error: "forbidden" }, { when: { vendor_data: "ann" } });
  expect([await call(), await call(createLivenessCheck({ vendor_data: "ann" }))]).toEqual([200, 403]);
  await order.remove();
  await order.remove();
  const second = await space.force({ error: "forbidden" });
  await second.remove();
  expect(await call()).toBe(200);
});

test("scenarios are added as objects, lists and YAML, and removed together", async () => {
  const { space, call } = await startSpace();
  expect((await space.use({ id: "a", outcome: { error: "forbidden" } })).ids).toEqual(["a"]);
  const two = await space.use([
    { id: "b", operation: "didit.face-match", outcome: { error: "unavailable" } },
    { id: "c", operation: "didit.face-match", outcome: { error: "server_error" }, precedence: 1 },
  ]);
  expect([await call(), await call(createFaceMatch())]).toEqual([403, 500]);
  await two.remove();
  expect(await call(createFaceMatch())).toBe(403);
  expect((await space.use("outcome: { error: unavailable }\n")).ids).toEqual(["run-time-1"]);
  expect(await call()).toBe(503);
});

test("calls are found in the order in which they came, and one by its id", async () => {
  const { space, call } = await startSpace();
  for (const user of ["ann", "bob"]) await call(createLivenessCheck({ vendor_data: user }));
  const calls = await space.requests({ operation: "didit.*" });
  expect(calls.map(({ fields }) => fields.vendor_data)).toEqual(["ann", "bob"]);
  expect(await space.request(calls[0]?.requestId ?? "")).toEqual(calls[0]);
  expect(await space.explain(calls[0]?.requestId ?? "")).toMatch(/^POST \/v3\/passive-liveness\/ {2}space/);
});

test("waiting ends with the calls that were waited for", async () => {
  const { space, call } = await startSpace();
  const waiting = space.waitFor({ vendor_data: ["ann", "bob"] }, { count: 2 });
  for (const user of ["ann", "eve", "bob"]) await call(createLivenessCheck({ vendor_data: user }));
  expect((await waiting).map(({ fields }) => fields.vendor_data)).toEqual(["ann", "bob"]);
});

test("waiting in vain says what came instead", async () => {
  const { space, call } = await startSpace();
  const fail = async (match: object, count = 1) =>
    space.waitFor(match, { count, timeoutMs: 1 }).catch((error: WaitError) => error);
  const never = await fail({});
  expect(never).toBeInstanceOf(WaitError);
  expect(never).toMatchObject({ calls: [], message: expect.stringContaining("was not called at all") });
  await call(createLivenessCheck({ vendor_data: "eve" }));
  expect(await fail({ vendor_data: "ann" })).toMatchObject({
    message: expect.stringContaining('vendor_data want "ann" got "eve"'),
  });
  expect(await fail({ vendor_data: "eve" }, 2)).toMatchObject({
    calls: [{ status: 200 }],
    message: expect.stringMatching(/^wanted 2 call\(s\) within 1 ms, 1 came:\n {2}POST .* -> 200 \(/),
  });
});

test("a wait that is aborted ends with the signal's reason", async () => {
  const { space } = await startSpace();
  const controller = new AbortController();
  const waiting = space.waitFor({}, { signal: controller.signal });
  controller.abort(new Error("enough"));
  await expect(waiting).rejects.toThrow("enough");
});

test("verification names every problem", async () => {
  const { space, call } = await startSpace();
  expect(await space.verify()).toEqual({ calls: 0 });
  await space.use({ id: "never", operation: "didit.face-match", outcome: { error: "unavailable" } });
  await call(createLivenessCheck({ threshold: "3" }));
  const error = await space.verify().catch((reason: VerificationError) => reason);
  expect(error).toBeInstanceOf(VerificationError);
  const { message, problems } = error as VerificationError;
  expect(problems.map(({ kind }) => kind)).toEqual(["contract-violation", "unused-scenario"]);
  expect(message.split("\n")).toEqual([
    `2 problems in space ${space.id}:`,
    expect.stringMatching(
      /^ {2}contract-violation: POST \/v3\/passive-liveness\/: .*"threshold".* \([\w-]+\)$/,
    ),
    "  unused-scenario: never was never called.",
  ]);
});

test("a number of calls is verified, a bare number exactly", async () => {
  const { space, call } = await startSpace();
  await call();
  await space.verify({ operation: "didit.passive-liveness" });
  await space.verify({}, 1);
  await space.verify({ status: 403 }, { at_most: 0 });
  await expect(space.verify({ status: 403 })).rejects.toThrow("wanted at least 1 matching call(s), found 0");
  await expect(space.verify({}, 2)).rejects.toThrow("wanted exactly 2 matching call(s), found 1");
});

test("a reset empties the named parts, or all", async () => {
  const { space, call } = await startSpace();
  await space.use({ id: "a", outcome: { error: "forbidden" } });
  await call();
  await space.reset("journal", "counters");
  expect([await space.count(), await call()]).toEqual([0, 403]);
  await space.reset();
  expect([await space.count(), await call()]).toEqual([0, 200]);
});

test("a client at the address of a space speaks to that space", async () => {
  const { server, space, call } = await startSpace();
  await call();
  expect(await connect(`${space.url}/`).count()).toBe(1);
  expect(await connect(server.url).count()).toBe(0);
});

test("a space that was removed is empty when it is used again", async () => {
  const { server, space, call } = await startSpace();
  await call();
  await space.remove();
  await space.remove();
  expect(await (await server.admin.space(space.id)).count()).toBe(0);
});
