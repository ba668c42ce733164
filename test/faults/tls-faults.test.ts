import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Agent } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { askAdmin, listCalls } from "../helpers/live-server.ts";
import { openRawClient } from "../helpers/raw-client.ts";
import { fetchTls, startSharedTlsServer, type TlsLiveServer } from "../helpers/tls-server.ts";
import { createFaceMatch, toRequestBytes } from "../helpers/uploads.ts";

const versions = ["TLSv1.2", "TLSv1.3"] as const;
const stages = ["before_auth", "normal"];
const faults = ["reset", "empty", "hang", "truncate", "garbage"];
const upload = createFaceMatch();

/** One server for all tests; `x-fault` names stage and fault, such as `normal-reset`. */
let server: TlsLiveServer;
let directory: string;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "stuntface-"));
  const lines = stages.flatMap((stage) =>
    [...faults.map((fault) => [fault, fault]), ["slow", "{ slow: { bytes_per_s: 4000 } }"]].map(
      ([id, fault]) =>
        `  - { id: ${stage}-${id}, stage: ${stage}, when: { header: { x-fault: ${stage}-${id} } }, outcome: { fault: ${fault} } }`,
    ),
  );
  writeFileSync(join(directory, "faults.yaml"), ["scenarios:", ...lines].join("\n"));
  server = await startSharedTlsServer(directory);
});
afterAll(async () => {
  await server.close();
  rmSync(directory, { recursive: true });
});

/** Calls when the session has come: a client of Node that finds it and a reset at once takes them for a clean end. */
async function open(version: (typeof versions)[number], fault: string) {
  const raw = openRawClient(server.port, "", { ...server.trust, minVersion: version, maxVersion: version });
  await once(raw.socket, "session");
  raw.socket.write(toRequestBytes(upload, { "x-fault": fault }));
  return raw;
}

const views = [
  { fault: "reset", ending: "ECONNRESET", head: /^$/, status: null },
  { fault: "empty", ending: "end", head: /^$/, status: null },
  { fault: "garbage", ending: "end", head: /^[^H]{64}$/s, status: null },
  { fault: "truncate", ending: "end", head: /^HTTP\/1\.1 200 OK\r\n.*\r\n\r\n\{/s, status: 200 },
];

test.each(versions.flatMap((version) => stages.map((stage) => ({ version, stage }))))(
  "$version, $stage: a raw client sees each fault, the journal has it once",
  async ({ version, stage }) => {
    await askAdmin(server.plainUrl, "reset", undefined, "POST");
    for (const { fault, ending, head, status } of views) {
      const raw = await open(version, `${stage}-${fault}`);
      expect([fault, await raw.ended]).toEqual([fault, ending]);
      expect(raw.received()).toMatch(head);
      const [call] = await listCalls(server.plainUrl);
      expect(call).toMatchObject({ status, outcome: "fault", scenario: `${stage}-${fault}#1/1` });
    }
    expect(await listCalls(server.plainUrl)).toHaveLength(views.length);
  },
);

test.each(versions)("%s: hang keeps the client waiting until it leaves", async (version) => {
  const before = server.records.length;
  const raw = await open(version, "normal-hang");
  await expect.poll(() => server.records.length).toBe(before + 1);
  expect([raw.received(), raw.socket.closed]).toEqual(["", false]);
  raw.socket.destroy();
  const { status } = await fetchTls(server.port, "/livez", server.trust);
  expect(status).toBe(200);
});

test.each(versions)("%s: slow sends a whole answer on a connection that is used again", async (version) => {
  const raw = await open(version, "normal-slow");
  const first = await raw.waitFor(/\}$/);
  expect(JSON.parse(first.split("\r\n\r\n")[1] ?? "")).toBeTypeOf("object");
  raw.socket.write(toRequestBytes(upload));
  expect(await raw.waitFor(/\}HTTP.*\}$/s)).toContain("\r\nx-stuntface-outcome: real\r\n");
});

test("an HTTPS client with a keep-alive agent goes on after every fault", async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  const seen: string[] = [];
  for (const fault of [
    "none",
    "reset",
    "none",
    "empty",
    "none",
    "truncate",
    "none",
    "garbage",
    "slow",
    "none",
  ])
    seen.push(
      await fetchTls(
        server.port,
        upload.path,
        {
          ...server.trust,
          agent,
          method: "POST",
          headers: { ...upload.headers, "x-fault": `normal-${fault}` },
        },
        upload.body,
      ).then(
        ({ status }) => String(status),
        (error: NodeJS.ErrnoException) => error.code?.replace(/^HPE_.*/, "HPE") ?? "",
      ),
    );
  expect(seen).toEqual([
    "200",
    "ECONNRESET",
    "200",
    "ECONNRESET",
    "200",
    "ECONNRESET",
    "200",
    "HPE",
    "200",
    "200",
  ]);
});

test("an answer that comes before the upload has ended is readable over TLS", async () => {
  const bytes = toRequestBytes(upload, { "x-api-key": "" });
  const raw = openRawClient(server.port, bytes.subarray(0, 150_000), server.trust);
  expect(await raw.waitFor(/\}$/)).toMatch(/^HTTP\/1\.1 401 /);
  raw.socket.write(Buffer.concat([bytes.subarray(150_000), toRequestBytes(upload)]));
  expect(await raw.waitFor(/\}HTTP.*\}$/s)).toContain("HTTP/1.1 200 OK");
});

test("a TLS client that closes its side after its call is answered", async () => {
  const raw = openRawClient(server.port, toRequestBytes(upload), {
    ...server.trust,
    allowHalfOpen: true,
  } as object);
  raw.socket.end();
  expect(await raw.waitFor(/\}$/)).toContain("200 OK");
});
