import { expect, test } from "vitest";
import { askAdmin, startLiveServer } from "../helpers/live-server.ts";
import { openRawClient } from "../helpers/raw-client.ts";
import { watchResources } from "../helpers/resources.ts";
import { createLivenessCheck, sendUpload, toRequestBytes } from "../helpers/uploads.ts";

const clients = 100;
/** A delay that no timer of Node itself has. */
const delayMs = 987_654;
/** At an eighth of a byte a second a byte is sent every eight seconds. */
const slowStepMs = 8_000;
const waitMs = 59_989;
const heartbeatMs = 15_000;

const call = toRequestBytes(createLivenessCheck());
const halfCall = call.subarray(0, call.length - 500);
const waitBody = JSON.stringify({ count: 1000, timeout_ms: waitMs });
const wait = `POST /__admin/requests/wait HTTP/1.1\r\nHost: x\r\nContent-Length: ${waitBody.length}\r\n\r\n${waitBody}`;
const stream = "GET /__admin/requests/stream HTTP/1.1\r\nHost: x\r\n\r\n";

const delay = `delay: ${delayMs}ms`;
/** What the clients send, the scenario that keeps them waiting, and the timer that runs for each of them meanwhile. */
const cases = [
  { name: "hang", scenario: "outcome: { fault: hang }", bytes: call, records: clients },
  {
    name: "hang before authentication",
    scenario: "stage: before_auth\noutcome: { fault: hang }",
    bytes: halfCall,
    records: clients,
  },
  {
    name: "a delayed answer",
    scenario: `outcome: real\n${delay}`,
    bytes: call,
    timerMs: delayMs,
    records: clients,
  },
  {
    name: "a delayed fault",
    scenario: `outcome: { fault: reset }\n${delay}`,
    bytes: call,
    timerMs: delayMs,
    records: clients,
  },
  {
    name: "an error delayed before validation",
    scenario: `stage: before_validation\noutcome: { error: forbidden }\n${delay}`,
    bytes: call,
    timerMs: delayMs,
    records: clients,
  },
  {
    name: "an error delayed before authentication",
    scenario: `stage: before_auth\noutcome: { error: forbidden }\n${delay}`,
    bytes: halfCall,
    timerMs: delayMs,
    records: clients,
  },
  {
    name: "an answer delayed from before authentication",
    scenario: `stage: before_auth\noutcome: real\n${delay}`,
    bytes: call,
    timerMs: delayMs,
    records: clients,
  },
  {
    name: "a slow answer",
    scenario: "outcome: { fault: { slow: { bytes_per_s: 0.125 } } }",
    bytes: call,
    timerMs: slowStepMs,
    records: clients,
  },
  { name: "a long poll", scenario: "outcome: real", bytes: wait, timerMs: waitMs, records: 0 },
  { name: "a stream", scenario: "outcome: real", bytes: stream, timerMs: heartbeatMs, records: 0 },
];

/** Starts a server and lets the clients wait at it, all in parallel. */
async function startWaiting({ scenario, bytes, timerMs, records }: (typeof cases)[number]) {
  const resources = watchResources();
  const server = await startLiveServer({ files: { "late.yaml": `${scenario}\n` } });
  const raws = Array.from({ length: clients }, () => openRawClient(server.port, bytes));
  const countWaiting = () => (timerMs === undefined ? server.records.length : resources.countTimers(timerMs));
  await expect.poll(countWaiting, { timeout: 12_000 }).toBe(clients);
  const expectRelease = async () => {
    await expect.poll(() => server.records.length, { timeout: 12_000 }).toBe(records);
    await expect.poll(() => (timerMs === undefined ? 0 : countWaiting()), { timeout: 12_000 }).toBe(0);
    const ids = new Set(server.records.map(({ requestId }) => requestId));
    expect([ids.size, server.records.length, resources.warnings]).toEqual([records, records, []]);
  };
  return { server, raws, resources, expectRelease };
}

test.each(cases)(`${clients} clients that leave during $name leave nothing behind`, async (given) => {
  const { server, raws, expectRelease, resources } = await startWaiting(given);
  for (const [index, { socket }] of raws.entries())
    if (index % 2 === 0) socket.destroy();
    else socket.resetAndDestroy();
  await expectRelease();
  expect((await askAdmin(server.url, "health")).body).toMatchObject({ status: "ok" });
  await server.close();
  await resources.waitForRelease();
});

test.each(cases)(
  `a server that stops during $name ends ${clients} calls and leaves nothing behind`,
  async (given) => {
    const { server, raws, expectRelease, resources } = await startWaiting(given);
    const startMs = performance.now();
    await server.close();
    expect(performance.now() - startMs).toBeLessThan(5_000);
    await Promise.all(raws.map(({ ended }) => ended));
    await expectRelease();
    await resources.waitForRelease();
  },
);

test("a delay does not begin for a client that left in the middle of its upload", async () => {
  const resources = watchResources();
  for (const outcome of ["real", "{ fault: truncate }", "{ http: { status: 502 } }"]) {
    const server = await startLiveServer({
      files: { "late.yaml": `stage: before_auth\noutcome: ${outcome}\n${delay}\n` },
    });
    const raw = openRawClient(server.port, halfCall);
    // The answer to another call says that the half one has been read as well.
    await fetch(`${server.url}/livez`);
    raw.socket.destroy();
    await expect.poll(() => server.records.length).toBe(1);
    expect(resources.countTimers(delayMs)).toBe(0);
    await server.close();
  }
});

test("a server that stops lets answers under way come to their end", async () => {
  const server = await startLiveServer({ files: { "late.yaml": "outcome: real\ndelay: 100ms\n" } });
  const raw = openRawClient(server.port, call);
  const resources = watchResources();
  await expect.poll(() => resources.countTimers(100)).toBe(1);
  await server.close();
  expect(raw.received()).toMatch(/^HTTP\/1\.1 200 OK/);
  expect(await sendUpload(server.url, createLivenessCheck()).catch(() => "closed")).toBe("closed");
});
