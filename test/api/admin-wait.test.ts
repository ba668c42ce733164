import { expect, onTestFinished, test } from "vitest";
import { callLiveness, createAdminApp } from "../helpers/admin.ts";
import { openRawClient } from "../helpers/raw-client.ts";

test("a wait for calls that are there already is answered at once", async () => {
  const { app, ask } = await createAdminApp();
  for (const vendor_data of ["a", "b"]) await callLiveness(app, { fields: { vendor_data } });
  const { status, body } = await ask("POST /__admin/requests/wait", {
    match: { vendor_data: "a" },
    timeout_ms: 0,
  });
  expect([status, body.count, body.requests[0].fields.vendor_data]).toEqual([200, 1, "a"]);
});

test("a wait is answered with the last of the calls that it waits for", async () => {
  const { app, ask, services } = await createAdminApp();
  const { journal } = services.spaces.use("ci-1");
  const waiting = ask("POST /~ci-1/__admin/requests/wait", { match: { vendor_data: "b" }, count: 2 });
  await expect.poll(() => journal.isWatched).toBe(true);
  for (const vendor_data of ["a", "b", "b"])
    await callLiveness(app, { space: "ci-1", fields: { vendor_data } });
  const { status, body } = await waiting;
  expect([status, body.count, body.requests.length, journal.total]).toEqual([200, 2, 2, 3]);
  expect(journal.isWatched).toBe(false);
});

test("calls of another space do not end a wait, and one that comes to nothing tells what was found", async () => {
  const { app, ask, services } = await createAdminApp();
  const waiting = ask("POST /~ci-1/__admin/requests/wait", { count: 2, timeout_ms: 300 });
  await expect.poll(() => services.spaces.find("ci-1")?.journal.isWatched).toBe(true);
  await callLiveness(app, { space: "ci-1" });
  await callLiveness(app);
  const { status, body } = await waiting;
  expect([status, body.error]).toEqual([408, "wanted 2 call(s) within 300 ms, found 1."]);
  expect([body.count, body.requests.length]).toEqual([1, 1]);
  expect(services.spaces.find("ci-1")?.journal.isWatched).toBe(false);
});

test("a wait for a header that is not kept says so when it ends", async () => {
  const { ask } = await createAdminApp();
  const match = { header: { "x-test-case": "a" } };
  const { status, body } = await ask("POST /__admin/requests/wait", { match, timeout_ms: 0 });
  expect([status, body.note]).toEqual([408, expect.stringContaining("x-test-case is not kept")]);
});

test("a wait ends when its space is deleted", async () => {
  const { ask, services } = await createAdminApp();
  const waiting = ask("POST /~ci-1/__admin/requests/wait");
  await expect.poll(() => services.spaces.find("ci-1")?.journal.isWatched).toBe(true);
  await ask("DELETE /__admin/spaces/ci-1");
  const { status, body } = await waiting;
  expect([status, body.error]).toEqual([408, "wanted 1 call(s) until the space ci-1 was deleted, found 0."]);
});

const body = "{}";
const request = `POST /__admin/requests/wait HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

async function startWaiting() {
  const { app, services } = await createAdminApp();
  await app.listen({ port: 0, host: "127.0.0.1" });
  const client = openRawClient(Number(new URL(app.listeningOrigin).port), request);
  const { journal } = services.spaces.default;
  await expect.poll(() => journal.isWatched).toBe(true);
  return { app, client, journal };
}

test("a client that leaves ends its wait", async () => {
  const { client, journal } = await startWaiting();
  client.socket.destroy();
  await expect.poll(() => journal.isWatched).toBe(false);
});

test("a server that stops ends a wait with 503", async () => {
  const { app, client, journal } = await startWaiting();
  const closed = app.close();
  const answer = await client.waitFor(/"requests":\[\]\}/);
  expect(answer).toMatch(/^HTTP\/1\.1 503 /);
  expect(answer).toContain('"error":"wanted 1 call(s) until the server stopped, found 0."');
  await closed;
  expect(journal.isWatched).toBe(false);
});

test("waits of many clients are all answered by one call, without a warning of leaks", async () => {
  const warnings: Error[] = [];
  const onWarning = (warning: Error) => warnings.push(warning);
  process.on("warning", onWarning);
  onTestFinished(() => void process.off("warning", onWarning));
  const { app, ask, services } = await createAdminApp();
  const waits = Array.from({ length: 50 }, () => ask("POST /__admin/requests/wait"));
  await expect.poll(() => services.spaces.default.journal.isWatched).toBe(true);
  await callLiveness(app);
  const statuses = (await Promise.all(waits)).map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(warnings).toEqual([]);
});
