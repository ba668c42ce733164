import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { startServer } from "../../src/server.ts";
import { createDirectory } from "../helpers/directories.ts";
import { createFacts } from "../helpers/facts.ts";
import { createFakeEngine } from "../helpers/fake-engine.ts";
import { askAdmin, listCalls, startLiveServer } from "../helpers/live-server.ts";
import { openRawClient } from "../helpers/raw-client.ts";
import { watchResources } from "../helpers/resources.ts";
import { createFaceMatch, createLivenessCheck, toRequestBytes } from "../helpers/uploads.ts";

const call = toRequestBytes(createLivenessCheck());
const hang = { "hang.yaml": "outcome: { fault: hang }\n" };

/** An engine that tells how often it was closed. */
function createClosingEngine() {
  let closed = 0;
  const engine = {
    ...createFakeEngine([createFacts()]),
    async close() {
      closed += 1;
    },
  };
  return { engine, countClosed: () => closed };
}

test("a server may be closed twice, also at the same time", async () => {
  const { engine } = createClosingEngine();
  const server = await startServer({ port: 0, scenarios: createDirectory(hang) }, { engine });
  await Promise.all([server.close(), server.close()]);
  await server.close();
  await expect(fetch(`${server.url}/livez`)).rejects.toThrow();
});

test("a server that cannot have its port leaves nothing behind and ends its engine", async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void taken.close());
  const { port } = taken.address() as AddressInfo;
  const resources = watchResources();
  for (const options of [{ port }, { port: 0, admin: { port } }]) {
    const { engine, countClosed } = createClosingEngine();
    const started = startServer({ ...options, scenarios: createDirectory(hang) }, { engine });
    await expect(started).rejects.toThrow("EADDRINUSE");
    expect(countClosed()).toBe(1);
  }
  await resources.waitForRelease();
});

test("a server with bad scenario files starts nothing", async () => {
  const resources = watchResources();
  const { engine } = createClosingEngine();
  const started = startServer(
    { port: 0, scenarios: createDirectory({ "a.yaml": "outcom: real\n" }) },
    { engine },
  );
  await expect(started).rejects.toThrow("outcom");
  await resources.waitForRelease();
});

test("servers that start and stop again and again leave nothing behind", async () => {
  const resources = watchResources();
  for (let round = 0; round < 5; round += 1) {
    const server = await startLiveServer({ files: hang, options: { admin: { port: 0 } } });
    openRawClient(server.port, call);
    await expect.poll(() => server.records.length).toBe(1);
    await server.close();
  }
  await resources.waitForRelease();
  expect(resources.warnings).toEqual([]);
});

test("a call that hangs is in the journal and answers a long poll while it hangs", async () => {
  const server = await startLiveServer({ files: hang });
  const waiting = askAdmin(server.url, "requests/wait", { count: 1, timeout_ms: 20_000 });
  const stream = await fetch(`${server.url}/__admin/requests/stream`);
  const raw = openRawClient(server.port, call);
  expect(await waiting).toMatchObject({ status: 200, body: { count: 1 } });
  const reader = stream.body?.getReader();
  let text = "";
  while (!text.includes("data: ")) text += Buffer.from((await reader?.read())?.value ?? []).toString();
  expect(text).toContain('"scenario":"hang#1/1"');
  await reader?.cancel();
  expect([raw.received(), raw.socket.closed]).toEqual(["", false]);
  expect(await listCalls(server.url)).toMatchObject([{ status: null, outcome: "fault" }]);
});

test("a server that stops does not wait for connections whose refused uploads have ended", async () => {
  const rounds = 8;
  const bytes = toRequestBytes(createFaceMatch(), { "x-api-key": "" });
  let closingMs = 0;
  for (let round = 0; round < rounds; round += 1) {
    const server = await startLiveServer();
    const raw = openRawClient(server.port, bytes.subarray(0, 150_000));
    await raw.waitFor(/^HTTP\/1\.1 401 .*\}$/s);
    const startMs = performance.now();
    const closed = server.close();
    raw.socket.write(bytes.subarray(150_000));
    await closed;
    closingMs += performance.now() - startMs;
  }
  // Calls under way are given 700 ms.
  expect(closingMs).toBeLessThan(rounds * 350);
});
