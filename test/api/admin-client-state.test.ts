import { expect, test } from "vitest";
import { AdminCallError } from "../../src/control/admin-call-error.ts";
import { connect } from "../../src/control/connect.ts";
import { startLiveServer } from "../helpers/live-server.ts";
import { answerWith, startReceiver } from "../helpers/receiver.ts";
import { createLivenessCheck, sendUpload } from "../helpers/uploads.ts";

test("the mailed code is read", async () => {
  const { admin } = await startLiveServer();
  const space = await admin.space();
  await fetch(`${space.url}/auth/v2/programmatic/register/`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: "ann@example.com", password: "MyStr0ng!Pass" }),
  });
  expect(await space.mail()).toEqual([
    expect.objectContaining({ to: "ann@example.com", code: expect.stringMatching(/^\w{6}$/) }),
  ]);
});

test("the clock is read, set and moved", async () => {
  const { admin } = await startLiveServer({ options: { now: "2025-05-01T00:00:00Z" } });
  const { clock } = await admin.space();
  expect(await clock.set("2025-06-01T00:00:00Z")).toEqual(new Date("2025-06-01T00:00:00Z"));
  expect(await clock.set(new Date(0))).toEqual(new Date(0));
  expect(await clock.advance(301)).toEqual(new Date(301_000));
  expect(await clock.now()).toEqual(new Date(301_000));
});

test("settings are spelled as the options of a server, and are the space's own", async () => {
  const { admin } = await startLiveServer();
  const space = await admin.space();
  await space.settings.change({
    didit: { contract: "2026-06", actions: { lowFaceQuality: "decline" } },
    apptenticate: { contracted: [] },
  });
  const changed = {
    didit: { contract: "2026-06", actions: { low_face_quality: "decline", duplicated_face: "approve" } },
    apptenticate: { contracted: [] },
  };
  expect(await space.settings.read()).toMatchObject(changed);
  expect(await admin.settings.read()).not.toMatchObject(changed);
  await space.settings.reset();
  expect(await space.settings.read()).toEqual(await admin.settings.read());
});

test("saved calls are listed and decided, and their webhooks sent again", async () => {
  const { admin } = await startLiveServer();
  const { url } = await startReceiver(answerWith(200));
  const space = await admin.space();
  await space.settings.change({ webhook: { url } });
  await sendUpload(space.url, createLivenessCheck());
  const [session] = await space.sessions.list();
  const id = String(session?.session_id);
  expect(await space.sessions.find(id)).toEqual(session);
  expect(await space.sessions.decide(id, "Declined")).toMatchObject({ session_id: id, status: "Declined" });
  const sent = await space.webhooks.list();
  expect(sent).toHaveLength(2);
  const eventId = sent[0]?.eventId ?? "";
  await expect.poll(async () => (await space.webhooks.find(eventId)).state).toBe("delivered");
  expect((await space.webhooks.redeliver(eventId)).eventId).toBe(eventId);
});

test("the own server's client knows its token and its admin port", async () => {
  const { admin, url, adminUrl } = await startLiveServer({
    options: { admin: { token: "a-long-token", port: 0 } },
  });
  const space = await admin.space("own");
  expect([space.url, await space.count()]).toEqual([`${url}/~own`, 0]);
  expect(adminUrl).not.toBe(url);
  expect((await connect(adminUrl, { token: "a-long-token" }).space("own")).apiKey).toBe(space.apiKey);
  await expect(connect(adminUrl).count()).rejects.toMatchObject({
    name: "AdminCallError",
    status: 401,
    message: expect.stringContaining("--admin-token"),
  });
});

test("errors are the server's sentences", async () => {
  const { admin } = await startLiveServer();
  const failed = await admin.use({ outcome: { error: "forbiden" as "forbidden" } }).catch((error) => error);
  expect(failed).toBeInstanceOf(AdminCallError);
  expect([failed.status, failed.message]).toEqual([400, expect.stringContaining("Did you mean forbidden?")]);
  await expect(admin.force("low-livenes-score")).rejects.toThrow("Did you mean low-liveness-score?");
  await expect(admin.force("LOW_QUALITY")).rejects.toThrow("LOW_FACE_QUALITY");
  await expect(admin.request("nothing")).rejects.toThrow("no call nothing is kept");
});

test("an address where no Stuntface listens is said", async () => {
  const { admin, url, close } = await startLiveServer();
  expect(() => connect("stuntface:4090")).toThrow("no http or https address");
  await expect(connect(`${url}/v3`).count()).rejects.toThrow(/answered 404, as no admin surface/);
  await close();
  await expect(admin.count()).rejects.toThrow(/^no answer from http.*ECONNREFUSED.*Is the server running/);
});
