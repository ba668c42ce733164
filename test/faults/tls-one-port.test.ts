import { Agent } from "node:https";
import { connect as connectTcp } from "node:net";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { askAdmin, listCalls, startLiveServer } from "../helpers/live-server.ts";
import { openRawClient } from "../helpers/raw-client.ts";
import { fetchTls, startSharedTlsServer, startTlsServer, type TlsLiveServer } from "../helpers/tls-server.ts";
import { createFaceMatch, createLivenessCheck, toRequestBytes } from "../helpers/uploads.ts";

const versions = ["TLSv1.2", "TLSv1.3"] as const;

/** For all tests that leave no trace that another looks at. */
let shared: TlsLiveServer;
beforeAll(async () => {
  shared = await startSharedTlsServer();
});
afterAll(() => shared.close());

test.each(versions)("one port answers HTTP and %s", async (version) => {
  const server = await startTlsServer();
  expect(server.url).toBe(`https://127.0.0.1:${server.port}`);
  expect(server.plainUrl).toBe(`http://127.0.0.1:${server.port}`);
  const upload = createFaceMatch();
  const options = { ...server.trust, minVersion: version, maxVersion: version, ...upload, method: "POST" };
  const secure = await fetchTls(server.port, upload.path, options, upload.body);
  const plain = await fetch(`${server.plainUrl}${upload.path}`, { ...upload, method: "POST" });
  expect([secure.status, plain.status]).toEqual([200, 200]);
  expect(await listCalls(server.plainUrl)).toHaveLength(2);
});

test("the server's own admin client works without trusting the CA, and gives addresses to clients that do", async () => {
  const space = await shared.admin.space("over-tls");
  expect(space.url).toBe(`${shared.url}/~over-tls`);
  expect((await shared.admin.space("default")).url).toBe(shared.url);
  const { path, ...upload } = createLivenessCheck();
  const options = { ...shared.trust, ...upload, method: "POST" };
  expect((await fetchTls(shared.port, `/~over-tls${path}`, options, upload.body)).status).toBe(200);
  expect(await space.count()).toBe(1);
});

test("no TLS older than 1.2 is spoken, and no other protocol than HTTP/1.1", async () => {
  const server = await startTlsServer();
  const old = { ...server.trust, minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" };
  await expect(fetchTls(server.port, "/livez", old as object)).rejects.toThrow(/protocol/i);
  expect(server.notices.filter((notice) => notice.includes("knows no TLS 1.2"))).toHaveLength(1);
  const h2 = openRawClient(server.port, "", { ...server.trust, ALPNProtocols: ["h2"] });
  expect(await h2.ended).toMatch(/ALPN|NO_APPLICATION_PROTOCOL/i);
});

test("the first answer over plain HTTP has the headers that it has without TLS", async () => {
  const [plain, both] = [await startLiveServer(), shared];
  const read = async (port: number) => {
    const raw = openRawClient(port, "GET /livez HTTP/1.1\r\nhost: x\r\n\r\n");
    return (await raw.waitFor(/\}$/)).replace(/Date: .*/, "");
  };
  expect(await read(both.port)).toBe(await read(plain.port));
});

test.each([
  { name: "plain HTTP", isSecure: false },
  { name: "TLS", isSecure: true },
])("$name: calls that come in one piece are answered in order", async ({ isSecure }) => {
  const server = await startTlsServer();
  const calls = Array.from({ length: 12 }, () => toRequestBytes(createLivenessCheck()));
  const raw = openRawClient(server.port, Buffer.concat(calls), isSecure ? server.trust : undefined);
  await expect.poll(() => raw.received().split("HTTP/1.1 200 OK").length).toBe(13);
  raw.socket.destroy();
  expect(await listCalls(server.plainUrl)).toHaveLength(12);
});

test("a plain call may come byte by byte", async () => {
  const server = shared;
  const raw = openRawClient(server.port, "");
  raw.socket.setNoDelay(true);
  for (const letter of "GET /livez HTTP/1.1\r\nhost: x\r\n\r\n") {
    raw.socket.write(letter);
    await new Promise(setImmediate);
  }
  expect(await raw.waitFor(/\}$/)).toContain("200 OK");
});

test("a plain call whose client has closed its side is answered", async () => {
  const server = shared;
  const raw = openRawClient(server.port, "");
  raw.socket.end("GET /livez HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
  expect(await raw.waitFor(/\}$/)).toContain("200 OK");
});

test.each([
  { name: "plain HTTP", isSecure: false },
  { name: "TLS", isSecure: true },
])("$name: a client that expects 100-continue gets it, and may send 5 MB", async ({ isSecure }) => {
  const server = shared;
  const bytes = toRequestBytes(createFaceMatch({ vendor_data: "x".repeat(5_000_000) }), {
    expect: "100-continue",
  });
  const end = bytes.indexOf("\r\n\r\n") + 4;
  const raw = openRawClient(server.port, bytes.subarray(0, end), isSecure ? server.trust : undefined);
  await raw.waitFor(/^HTTP\/1\.1 100 Continue\r\n\r\n$/);
  raw.socket.write(bytes.subarray(end));
  expect(await raw.waitFor(/\}$/)).toMatch(/HTTP\/1\.1 [24]\d\d /);
});

test("a keep-alive agent stays on its TLS connection", async () => {
  const server = shared;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  const ports = new Set<number | undefined>();
  for (let call = 0; call < 5; call += 1) {
    const { status } = await fetchTls(server.port, "/livez", { ...server.trust, agent });
    const [socket] = Object.values(agent.freeSockets).flat();
    ports.add(socket?.localPort);
    expect(status).toBe(200);
  }
  expect(ports.size).toBe(1);
});

test("40 clients, half of them over TLS, are served side by side", async () => {
  const server = shared;
  const upload = createFaceMatch();
  const statuses = await Promise.all(
    Array.from({ length: 40 }, async (_, index) => {
      const options = { method: "POST", headers: upload.headers };
      return index % 2 === 0
        ? (await fetchTls(server.port, upload.path, { ...options, ...server.trust }, upload.body)).status
        : (await fetch(`${server.plainUrl}${upload.path}`, { ...options, body: upload.body })).status;
    }),
  );
  expect(statuses).toEqual(statuses.map(() => 200));
});

test("addresses that the server makes have the scheme that the caller used", async () => {
  const server = await startTlsServer({ options: { admin: { port: 0 } } });
  const adminPort = Number(new URL(server.adminUrl).port);
  expect([server.adminUrl, server.plainAdminUrl]).toEqual([
    `https://127.0.0.1:${adminPort}`,
    `http://127.0.0.1:${adminPort}`,
  ]);
  const make = { ...server.trust, method: "POST", host: "localhost" };
  const secure = JSON.parse((await fetchTls(adminPort, "/__admin/spaces", make, Buffer.from("{}"))).text);
  expect(secure.baseUrl).toBe(`https://localhost:${server.port}/~${secure.id}`);
  const { body: plain } = await askAdmin(server.plainAdminUrl, "spaces", {});
  expect(plain.baseUrl).toBe(`http://127.0.0.1:${server.port}/~${plain.id}`);
  const topUp = { ...make, headers: { "x-api-key": "k", "content-type": "application/json" } };
  const body = Buffer.from('{"amount_in_dollars":50}');
  const page = JSON.parse((await fetchTls(server.port, "/v3/billing/top-up/", topUp, body)).text);
  expect(page.checkout_session_url).toMatch(`https://localhost:${server.port}/checkout/`);
});

test.each([
  ["bytes that are neither", Buffer.from([0x80, 0x2e, 0x01, 0x00, 0x02])],
  ["zeros", Buffer.alloc(100)],
  ["one byte of TLS and then garbage", Buffer.from([0x16, ...Array.from({ length: 200 }, (_, i) => i)])],
  ["a TLS record that is too long", Buffer.from([0x16, 3, 1, 0xff, 0xff, ...Array(70_000).fill(1)])],
  ["HTTP within a TLS record", Buffer.from("\x16GET / HTTP/1.1\r\n\r\n")],
])("%s end the connection and harm nobody", async (_name, bytes) => {
  const server = shared;
  const raw = openRawClient(server.port, bytes);
  await raw.ended;
  expect((await fetch(`${server.plainUrl}/livez`)).status).toBe(200);
  expect((await fetchTls(server.port, "/livez", server.trust)).status).toBe(200);
});

test("clients that only knock, or vanish in the middle of a handshake, harm nobody", async () => {
  const server = shared;
  const hello = Buffer.from([0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3]);
  for (const begin of [Buffer.alloc(0), Buffer.from([0x16]), hello, Buffer.from("G")]) {
    for (const leave of ["end", "destroy", "resetAndDestroy"] as const) {
      const socket = connectTcp({ port: server.port, host: "127.0.0.1" });
      socket.on("error", () => {});
      await new Promise((resolve) => socket.once("connect", resolve));
      if (begin.length > 0) await new Promise((resolve) => socket.write(begin, resolve));
      socket.resume();
      const closed = new Promise((resolve) => socket.once("close", resolve));
      socket[leave]();
      await closed;
    }
  }
  expect((await fetchTls(server.port, "/livez", server.trust)).status).toBe(200);
});

test("two servers in one process have CAs of their own", async () => {
  const [first, second] = [shared, await startTlsServer()];
  expect(first.ca).not.toBe(second.ca);
  expect((await fetchTls(first.port, "/livez", first.trust)).status).toBe(200);
  expect((await fetchTls(second.port, "/livez", second.trust)).status).toBe(200);
  await expect(fetchTls(second.port, "/livez", first.trust)).rejects.toThrow("certificate");
});
