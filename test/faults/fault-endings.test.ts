import { getEventListeners } from "node:events";
import type { Socket } from "node:net";
import { expect, test } from "vitest";
import type { Payload } from "../../src/http/fault.ts";
import type { Fault } from "../../src/scenarios/scenario.ts";
import { type FaultySetup, startFaultyApp } from "../helpers/faulty-app.ts";
import { openRawClient, sharedKeyTls } from "../helpers/raw-client.ts";

const payload: Payload = { status: 200, headers: {}, body: Buffer.alloc(1_000, "x") };
// A byte every quarter of an hour: a timer that is left behind is seen.
const endless: Fault = { slow: { bytesPerSecond: 0.001 } };
const get = "GET /fault HTTP/1.1\r\nHost: x\r\n\r\n";
const halfUpload =
  "POST /fault HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data\r\nContent-Length: 100\r\n\r\nhalf";

const endings = [
  { name: "hang", fault: "hang" as Fault, head: /^$/ },
  { name: "slow", fault: endless, head: /^HTTP\/1\.1 200 OK\r\n.*\r\n\r\n$/s },
].flatMap((given) => [
  { ...given, transport: "TCP", https: undefined, client: undefined },
  { ...given, transport: "TLS", https: sharedKeyTls.server, client: sharedKeyTls.client },
]);

/** Starts an app and waits until an answer is on its way. */
async function startBroken(given: (typeof endings)[number], request = get, signal?: AbortSignal) {
  const timersBefore = countTimers();
  const setup: FaultySetup = { fault: given.fault, payload };
  const app = await startFaultyApp({
    ...setup,
    ...(signal ? { signal } : {}),
    ...(given.https ? { https: given.https } : {}),
  });
  const raw = openRawClient(app.port, request, given.client);
  await expect.poll(() => app.deliveries.length).toBe(1);
  await raw.waitFor(given.head);
  return { ...app, raw, timersBefore };
}

const countTimers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;

/** Resolves when at most `count` timers run; with one left behind, the test runs out of time. */
async function waitForTimers(count: number): Promise<void> {
  while (countTimers() > count) await new Promise(setImmediate);
}

function countListeners(socket: Socket): Record<string, number> {
  return Object.fromEntries(socket.eventNames().map((name) => [String(name), socket.listenerCount(name)]));
}

test.each(endings)(
  "$name over $transport ends when the client leaves, and leaves nothing behind",
  async (given) => {
    for (const leave of ["destroy", "resetAndDestroy", "end"] as const) {
      if (leave === "resetAndDestroy" && given.client) continue;
      const { signal } = new AbortController();
      const { raw, deliveries, app, timersBefore } = await startBroken(given, get, signal);
      expect(getEventListeners(signal, "abort")).toHaveLength(1);
      raw.socket[leave]();
      await deliveries[0];
      expect(getEventListeners(signal, "abort")).toHaveLength(0);
      await waitForTimers(timersBefore);
      await app.close();
    }
  },
);

test.each(endings)(
  "$name over $transport ends when the client leaves in the middle of its upload",
  async (given) => {
    const { raw, deliveries, app } = await startBroken(given, halfUpload);
    raw.socket.destroy();
    await deliveries[0];
    await app.close();
  },
);

test.each(endings)("an abort ends $name over $transport at once", async (given) => {
  const controller = new AbortController();
  const { raw, deliveries, app, sockets, timersBefore } = await startBroken(given, get, controller.signal);
  const before = raw.received();
  controller.abort();
  await deliveries[0];
  expect(await raw.ended).toBe("end");
  expect(raw.received()).toBe(before);
  expect(sockets.every(({ destroyed }) => destroyed)).toBe(true);
  expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
  await waitForTimers(timersBefore);
  await app.close();
});

test("an abort before the fault closes the connection without a byte", async () => {
  for (const fault of ["reset", "empty", "hang", "garbage", "truncate", endless] as const) {
    const { port, deliveries } = await startFaultyApp({ fault, payload, signal: AbortSignal.abort() });
    const raw = openRawClient(port, get);
    await raw.ended;
    await deliveries[0];
    expect(raw.received()).toBe("");
  }
});

test("an abort ends the wait for a client that keeps its side open", async () => {
  const controller = new AbortController();
  const { port, deliveries, sockets } = await startFaultyApp({ fault: "empty", signal: controller.signal });
  const raw = openRawClient(port, get);
  raw.socket.allowHalfOpen = true;
  await new Promise((resolve) => raw.socket.once("end", resolve));
  expect(sockets[0]?.destroyed).toBe(false);
  controller.abort();
  await deliveries[0];
  expect(sockets[0]?.destroyed).toBe(true);
});

test("a connection that carried many slow answers has the listeners that it had before", async () => {
  const counts: Record<string, number>[] = [];
  const { signal } = new AbortController();
  const { port, deliveries, sockets } = await startFaultyApp({
    fault: { slow: { bytesPerSecond: 100_000 } },
    payload,
    signal,
    look: ({ request }) => counts.push(countListeners(request.raw.socket)),
  });
  const raw = openRawClient(port, get);
  for (let answer = 1; answer <= 12; answer += 1) {
    await raw.waitFor(new RegExp(`^(HTTP[^x]*x-stunt[^x]*x-both[^x]*x{1000}){${answer}}$`));
    await deliveries[answer - 1];
    if (answer < 12) raw.socket.write(get);
  }
  expect(sockets).toHaveLength(1);
  expect(counts).toEqual(counts.map(() => counts[0]));
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});

test("faults that close the connection leave no timer behind", async () => {
  for (const fault of ["empty", "garbage", "truncate"] as const) {
    const timersBefore = countTimers();
    const { port, deliveries } = await startFaultyApp({ fault, payload });
    await openRawClient(port, get).ended;
    await deliveries[0];
    await waitForTimers(timersBefore);
  }
});

test("a server closes after every fault", async () => {
  for (const fault of ["reset", "empty", "garbage", "truncate", { slow: { bytesPerSecond: 1e6 } }] as const) {
    const { url, app } = await startFaultyApp({ fault, payload });
    const settled = await fetch(`${url}/fault`)
      .then((response) => response.text())
      .then(
        () => "whole",
        () => "broken",
      );
    expect(settled).toBe(typeof fault === "string" ? "broken" : "whole");
    await app.close();
  }
});
