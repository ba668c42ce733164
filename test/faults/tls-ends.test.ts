import type { AddressInfo } from "node:net";
import { connect as connectTcp, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { expect, onTestFinished, test } from "vitest";
import { TwoWayServer } from "../../src/http/two-way-server.ts";
import { startServer } from "../../src/server.ts";
import { createFacts } from "../helpers/facts.ts";
import { createFakeEngine } from "../helpers/fake-engine.ts";
import { listCalls } from "../helpers/live-server.ts";
import { openRawClient } from "../helpers/raw-client.ts";
import { watchResources } from "../helpers/resources.ts";
import { createSlowEngine } from "../helpers/slow-engine.ts";
import { fetchTls, startTlsServer } from "../helpers/tls-server.ts";
import { createLivenessCheck, toRequestBytes } from "../helpers/uploads.ts";

const call = toRequestBytes(createLivenessCheck());
const hello = Buffer.from([0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3]);

async function knock(port: number, bytes: Buffer): Promise<Socket> {
  const socket = connectTcp({ port, host: "127.0.0.1" });
  onTestFinished(() => void socket.destroy());
  socket.on("error", () => {}).resume();
  await new Promise((resolve) => socket.once("connect", resolve));
  if (bytes.length > 0) await new Promise((resolve) => socket.write(bytes, resolve));
  return socket;
}

test("a server ends although clients are silent, shake hands, keep alive and hang", async () => {
  const server = await startTlsServer({
    files: { "hang.yaml": "outcome: { fault: hang }\n" },
    options: { admin: { port: 0 } },
  });
  const resources = watchResources();
  const sockets = [
    await knock(server.port, Buffer.alloc(0)),
    await knock(server.port, hello),
    await knock(Number(new URL(server.adminUrl).port), Buffer.alloc(0)),
    await knock(Number(new URL(server.adminUrl).port), hello),
  ];
  const idle = openRawClient(server.port, "GET /livez HTTP/1.1\r\nhost: x\r\n\r\n", server.trust);
  await idle.waitFor(/\}$/);
  const hanging = openRawClient(server.port, call, server.trust);
  await expect.poll(() => listCalls(server.plainAdminUrl)).toHaveLength(1);
  const closed = Promise.all(
    sockets.map((socket) => new Promise((resolve) => socket.once("close", resolve))),
  );
  await server.close();
  await Promise.all([closed, idle.ended, hanging.ended]);
  expect(resources.warnings).toEqual([]);
});

test("a TLS call under way is answered before the server ends", async () => {
  const engine = createSlowEngine();
  const server = await startTlsServer({ parts: { engine } });
  const raw = openRawClient(server.port, call, server.trust);
  await expect.poll(() => engine.signals).toHaveLength(1);
  const closed = server.close();
  await engine.finish();
  expect(await raw.waitFor(/\}$/)).toContain("200 OK");
  await closed;
});

test("servers that start and stop with TLS leave nothing behind", async () => {
  const resources = watchResources();
  for (let round = 0; round < 3; round += 1) {
    const server = await startTlsServer();
    await knock(server.port, Buffer.alloc(0));
    await knock(server.port, hello);
    expect((await fetchTls(server.port, "/livez", server.trust)).status).toBe(200);
    await server.close();
  }
  await resources.waitForRelease();
  expect(resources.warnings).toEqual([]);
});

test("a server whose port is taken leaves no TLS behind", async () => {
  const server = await startTlsServer();
  const resources = watchResources();
  const engine = createFakeEngine([createFacts()]);
  const started = startServer({ tls: true, port: 0, admin: { port: server.port } }, { engine });
  await expect(started).rejects.toThrow("EADDRINUSE");
  await resources.waitForRelease();
});

test.each([
  ["nothing", Buffer.alloc(0)],
  ["the beginning of a handshake", hello],
])("a client that sends %s and then is silent is disconnected", async (_name, bytes) => {
  const server = new TwoWayServer(() => {}, createTlsServer({ handshakeTimeout: 50 }));
  server.headersTimeout = 50;
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const socket = await knock((server.address() as AddressInfo).port, bytes);
  await new Promise((resolve) => socket.once("close", resolve));
});
