import type { AddressInfo, Socket } from "node:net";
import { expect, test } from "vitest";
import { createTestApp } from "../helpers/app.ts";
import { startLiveServer } from "../helpers/live-server.ts";
import { openRawClient, type RawClient } from "../helpers/raw-client.ts";
import { watchResources } from "../helpers/resources.ts";
import { createLivenessCheck, toRequestBytes } from "../helpers/uploads.ts";

const count = 50;
/** A delay that no timer of Node itself has. */
const delayMs = 987_654;

function pipeline(fields: (index: number) => Record<string, string>): Buffer {
  return Buffer.concat(
    Array.from({ length: count }, (_, index) => toRequestBytes(createLivenessCheck(fields(index)))),
  );
}

function countAnswers(raw: RawClient): number {
  return raw.received().split("HTTP/1.1 ").length - 1;
}

test("calls sent without waiting for the answers before them are answered in their order", async () => {
  const resources = watchResources();
  const server = await startLiveServer({
    files: { "late.yaml": "when: { vendor_data: '/[02468]$/' }\noutcome: { score: 12 }\ndelay: 30ms\n" },
  });
  const raw = openRawClient(
    server.port,
    pipeline((index) => ({ vendor_data: `user-${index}` })),
  );
  await expect.poll(() => countAnswers(raw), { timeout: 10_000 }).toBe(count);
  const text = raw.received();
  // Each call takes one of the calls that the rate limit leaves.
  const left = [...text.matchAll(/x-ratelimit-remaining: (\d+)/g)].map(([, calls]) => Number(calls));
  expect(left).toEqual(Array.from({ length: count }, (_, index) => 299 - index));
  expect(text.match(/x-stuntface-scenario: late#1\/1/g)).toHaveLength(count / 2);
  expect(resources.warnings).toEqual([]);
});

test("delays of calls that wait for their turn end when the client leaves", async () => {
  const resources = watchResources();
  const server = await startLiveServer({ files: { "late.yaml": `outcome: real\ndelay: ${delayMs}ms\n` } });
  const raw = openRawClient(
    server.port,
    pipeline(() => ({})),
  );
  await expect.poll(() => resources.countTimers(delayMs)).toBe(count);
  raw.socket.destroy();
  await expect.poll(() => resources.countTimers(delayMs)).toBe(0);
  await expect.poll(() => server.records.length).toBe(count);
  expect(resources.warnings).toEqual([]);
});

test.each([
  { name: "calls", scenarios: "", isEarly: false },
  {
    name: "uploads that were answered before their end",
    scenarios: "stage: before_auth\noutcome: { error: forbidden }\n",
    isEarly: true,
  },
])(
  "a connection that carried many $name has the listeners that it had before",
  async ({ scenarios, isEarly }) => {
    const app = await createTestApp({ scenarios });
    const counts: number[] = [];
    const sockets: Socket[] = [];
    app.server.on("connection", (socket) => sockets.push(socket));
    app.addHook("onRequest", async ({ raw }) => void counts.push(raw.socket.listenerCount("close")));
    await app.listen({ port: 0, host: "127.0.0.1" });
    const raw = openRawClient((app.server.address() as AddressInfo).port, "");
    const bytes = toRequestBytes(createLivenessCheck());
    for (let answers = 1; answers <= 20; answers += 1) {
      raw.socket.write(bytes.subarray(0, -500));
      if (isEarly) await expect.poll(() => countAnswers(raw)).toBe(answers);
      raw.socket.write(bytes.subarray(-500));
      await expect.poll(() => countAnswers(raw)).toBe(answers);
    }
    expect([sockets.length, counts.length]).toEqual([1, 20]);
    expect(counts).toEqual(counts.map(() => counts[0]));
    raw.socket.destroy();
  },
);
