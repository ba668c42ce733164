import { expect, test } from "vitest";
import { callLiveness, createAdminApp } from "../helpers/admin.ts";
import { openRawClient, type RawClient } from "../helpers/raw-client.ts";

async function startStream(path = "/__admin/requests/stream") {
  const { app, services, ask } = await createAdminApp();
  await app.listen({ port: 0, host: "127.0.0.1" });
  const port = Number(new URL(app.listeningOrigin).port);
  const client = openRawClient(port, `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
  await client.waitFor(/: calls of this space from now on\n\n/);
  return { app, services, ask, client };
}

/** The calls that a client has been told of so far. */
function readEvents(
  client: RawClient,
): { event: string; id: string; data: { requestId: string; fields: object } }[] {
  const events = client.received().matchAll(/event: (.*)\nid: (.*)\ndata: (.*)\n\n/g);
  return [...events].map(([, event = "", id = "", data = ""]) => ({ event, id, data: JSON.parse(data) }));
}

test("the stream tells of every call of its space as it is answered", async () => {
  const { app, client } = await startStream("/~ci-1/__admin/requests/stream");
  expect(client.received()).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(client.received().toLowerCase()).toContain("content-type: text/event-stream");
  for (const vendor_data of ["a", "b", "c"]) {
    await callLiveness(app, { fields: { vendor_data: "elsewhere" } });
    await callLiveness(app, { space: "ci-1", fields: { vendor_data } });
  }
  await client.waitFor(/"vendor_data":"c"/);
  const events = readEvents(client);
  expect(events.map(({ data }) => data.fields)).toMatchObject(
    ["a", "b", "c"].map((vendor_data) => ({ vendor_data })),
  );
  expect(events.map(({ event, id, data }) => [event, id === data.requestId])).toEqual(
    Array(3).fill(["call", true]),
  );
});

test("a client that leaves is forgotten", async () => {
  const { app, services, client } = await startStream();
  const { journal } = services.spaces.default;
  expect(journal.isWatched).toBe(true);
  client.socket.destroy();
  await expect.poll(() => journal.isWatched).toBe(false);
  expect((await callLiveness(app)).status).toBe(200);
});

test("a server that stops ends the stream", async () => {
  const { app, services, client } = await startStream();
  await app.close();
  expect(await client.ended).toBe("end");
  expect(services.spaces.default.journal.isWatched).toBe(false);
});

test("a space that is deleted ends its streams", async () => {
  const { ask, client } = await startStream("/~ci-1/__admin/requests/stream");
  await ask("DELETE /__admin/spaces/ci-1");
  expect(await client.ended).toBe("end");
});

test("a client that does not read is dropped while the others go on", async () => {
  const { app, services, client } = await startStream();
  const port = Number(new URL(app.listeningOrigin).port);
  const other = openRawClient(port, "GET /__admin/requests/stream HTTP/1.1\r\nHost: x\r\n\r\n");
  await other.waitFor(/: calls/);
  await callLiveness(app);
  const { journal } = services.spaces.default;
  const [entry] = journal.entries();
  if (!entry) return expect.fail("no call was recorded");
  client.socket.pause();
  const wide = { ...entry, record: { ...entry.record, fields: { vendor_data: "x".repeat(20_000) } } };
  // More than the kernel's buffers and the bound of unread bytes together.
  for (let round = 0; round < 100; round++) {
    const before = other.socket.bytesRead;
    for (let call = 0; call < 10; call++) journal.add(wide);
    await expect.poll(() => other.socket.bytesRead - before, { interval: 1 }).toBeGreaterThan(200_000);
  }
  client.socket.resume();
  expect(await client.ended).not.toBe("closed by the client");
  expect(client.received().length).toBeLessThan(other.received().length);
  expect(journal.isWatched).toBe(true);
});
