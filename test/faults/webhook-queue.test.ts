import { expect, test } from "vitest";
import type { Deliver } from "../../src/sandbox/webhook/deliver.ts";
import { answerWith, type Reply, reserveDeadUrl, startReceiver } from "../helpers/receiver.ts";
import { createPayload, createTestQueue, toResults, waitForEnd, webhookSecret } from "../helpers/webhooks.ts";

const hang: Reply = () => {};
const target = { url: "http://receiver.test/hook", secret: webhookSecret };

/** A receiver in this process whose answers wait until the test gives them. */
function createHeldDeliver() {
  const held: { readonly body: Record<string, unknown>; readonly answer: (status: number) => void }[] = [];
  const deliver: Deliver = ({ body }) =>
    new Promise((resolve) => held.push({ body: JSON.parse(body), answer: resolve }));
  return { held, deliver };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 20));

test("a receiver that hangs does not hold up another one", async () => {
  const [slow, quick] = [await startReceiver(hang), await startReceiver(answerWith(200))];
  const queue = createTestQueue({ timeoutMs: 60_000 });
  for (let number = 0; number < 10; number++)
    queue.send({ ...target, url: slow.url }, createPayload(`slow-${number}`));
  queue.send({ ...target, url: quick.url }, createPayload("quick"));
  expect(await waitForEnd(queue, "quick")).toMatchObject({ state: "delivered" });
  await expect.poll(() => slow.received.length).toBe(4);
  expect(queue.find("slow-0")).toMatchObject({ state: "pending", attempts: [] });
});

test("as many requests as allowed are under way to one URL, in the order of sending", async () => {
  const { held, deliver } = createHeldDeliver();
  const queue = createTestQueue({ deliver, maxConcurrent: 2 });
  for (const eventId of ["a", "b", "c", "d"]) queue.send(target, createPayload(eventId));
  const seen = () => held.map(({ body }) => body.event_id);
  await settle();
  expect(seen()).toEqual(["a", "b"]);
  held[1]?.answer(200);
  await settle();
  expect(seen()).toEqual(["a", "b", "c"]);
  held[0]?.answer(200);
  held[2]?.answer(200);
  await settle();
  expect(seen()).toEqual(["a", "b", "c", "d"]);
});

test("a thousand webhooks to a receiver that is down do not hold up their sender", async () => {
  let calls = 0;
  const url = await reserveDeadUrl();
  const queue = createTestQueue({
    retryDelaysMs: [],
    sign: () => {
      calls += 1;
      return { body: "{}", headers: {} };
    },
  });
  for (let number = 0; number < 1000; number++) queue.send({ ...target, url }, createPayload(`e${number}`));
  await Promise.resolve();
  expect(calls).toBe(0);
  expect(queue.list().every(({ state }) => state === "pending")).toBe(true);
  await waitForEnd(queue, "e999");
  expect(queue.list().map(toResults)).toEqual(Array(1000).fill(["ECONNREFUSED"]));
});

test("payload and target are taken as they were when the webhook was sent", async () => {
  const receiver = await startReceiver(answerWith(200));
  const queue = createTestQueue();
  const metadata = { note: "before" };
  const own = { ...target, url: receiver.url };
  queue.send(own, createPayload("e1", { metadata }));
  metadata.note = "after";
  own.url = "http://elsewhere.invalid";
  await waitForEnd(queue, "e1");
  expect(JSON.parse(receiver.received[0]?.body ?? "").metadata).toEqual({ note: "before" });
});

test("a payload that is no JSON and a signature that cannot be made are tried once", async () => {
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  const deep = Array.from({ length: 100_000 }).reduce<unknown[]>((inner) => [inner], []);
  const queue = createTestQueue({
    sign: () => {
      throw new Error(`no signature with ${webhookSecret}`);
    },
  });
  queue.send(target, createPayload("circular", { metadata: circular }));
  queue.send(target, createPayload("bigint", { metadata: 1n }));
  queue.send(target, createPayload("deep", { metadata: deep }));
  queue.send(target, createPayload("unsigned"));
  for (const eventId of ["circular", "bigint"])
    expect(toResults(await waitForEnd(queue, eventId))).toEqual(["not JSON"]);
  // From Node 26 on JSON has no depth at which it ends; then it is the signature that cannot be made.
  expect(toResults(await waitForEnd(queue, "deep"))).toEqual([expect.stringMatching(/^(not JSON|Error)$/)]);
  expect(toResults(await waitForEnd(queue, "unsigned"))).toEqual(["Error"]);
  expect(JSON.stringify(queue.list())).not.toContain(webhookSecret);
});

test("metadata nested so deeply that it can be read but not signed fails and nothing else", async () => {
  const receiver = await startReceiver(answerWith(200));
  const queue = createTestQueue();
  for (const depth of [10, 500, 2000, 4000, 6000]) {
    const metadata = JSON.parse(`${"[".repeat(depth)}${"]".repeat(depth)}`);
    queue.send({ ...target, url: receiver.url }, createPayload(`depth ${depth}`, { metadata }));
    expect(["delivered", "failed"]).toContain((await waitForEnd(queue, `depth ${depth}`)).state);
  }
  expect(await waitForEnd(queue, "depth 500")).toMatchObject({ state: "delivered" });
});

test("whatever a deliverer does, each try is recorded and its message is not", async () => {
  const rejects: Deliver = () => Promise.reject(new Error(webhookSecret));
  const throws: Deliver = () => {
    throw new Error(webhookSecret);
  };
  const rejectsNothing: Deliver = () => Promise.reject();
  const never: Deliver = () => new Promise(() => {});
  for (const [deliver, error] of [
    [rejects, "Error"],
    [throws, "Error"],
    [rejectsNothing, "failed"],
    [never, "timeout"],
  ] as const) {
    const queue = createTestQueue({ deliver, timeoutMs: 5 });
    queue.send(target, createPayload("e1"));
    const record = await waitForEnd(queue, "e1");
    expect([record.state, toResults(record)]).toEqual(["failed", [error, error, error]]);
  }
});

test("a full queue drops the oldest webhook that is not under way, and says so", async () => {
  const { held, deliver } = createHeldDeliver();
  const queue = createTestQueue({ deliver, maxConcurrent: 1, maxQueued: 3 });
  queue.send(target, createPayload("under way"));
  await settle();
  for (const eventId of ["a", "b", "c"]) queue.send(target, createPayload(eventId));
  expect(queue.find("a")).toEqual({ eventId: "a", url: target.url, state: "dropped", attempts: [] });
  expect(queue.list().map(({ eventId, state }) => [eventId, state])).toEqual([
    ["c", "pending"],
    ["b", "pending"],
    ["a", "dropped"],
    ["under way", "pending"],
  ]);
  for (const _ of ["under way", "b", "c"]) {
    held.at(-1)?.answer(200);
    await settle();
  }
  expect(held.map(({ body }) => body.event_id)).toEqual(["under way", "b", "c"]);
});

test("when all are under way, the oldest of them is ended", async () => {
  const receiver = await startReceiver(hang);
  const queue = createTestQueue({ timeoutMs: 60_000, maxQueued: 2 });
  for (const eventId of ["a", "b"]) queue.send({ ...target, url: receiver.url }, createPayload(eventId));
  await expect.poll(() => receiver.received.length).toBe(2);
  queue.send({ ...target, url: receiver.url }, createPayload("c"));
  await expect.poll(() => receiver.received.length).toBe(3);
  expect(queue.find("a")).toMatchObject({ state: "dropped", attempts: [{ number: 1, error: "dropped" }] });
  expect(queue.find("b")).toMatchObject({ state: "pending", attempts: [] });
  expect(receiver.sockets[0]?.destroyed).toBe(true);
});

test("a queue that may hold nothing drops everything", async () => {
  const { held, deliver } = createHeldDeliver();
  const queue = createTestQueue({ deliver, maxQueued: 0 });
  queue.send(target, createPayload("a"));
  await settle();
  expect(queue.find("a")?.state).toBe("dropped");
  expect(held).toEqual([]);
});

test("of webhooks that are over, the ones kept are those that ended last", async () => {
  const queue = createTestQueue({ deliver: async () => 200, maxKept: 2 });
  for (const eventId of ["a", "b", "c"]) {
    queue.send(target, createPayload(eventId));
    await waitForEnd(queue, eventId);
  }
  expect(queue.list().map(({ eventId }) => eventId)).toEqual(["c", "b"]);
  expect(queue.find("a")).toBeUndefined();
  expect(queue.redeliver("a")).toBe(false);
});

test("long payloads push out what is over first, then what waits", async () => {
  const { held, deliver } = createHeldDeliver();
  const queue = createTestQueue({ deliver, maxConcurrent: 1, maxChars: 2500 });
  const send = (eventId: string) => queue.send(target, createPayload(eventId, { metadata: "x".repeat(800) }));
  send("over");
  await settle();
  held[0]?.answer(200);
  await waitForEnd(queue, "over");
  send("a");
  await settle();
  send("b");
  expect(queue.find("over")).toBeUndefined();
  send("c");
  const states = queue.list().map(({ eventId, state }) => `${eventId} ${state}`);
  expect(states).toEqual(["c pending", "a pending"]);
});

test("a webhook longer than all together may be is delivered all the same", async () => {
  const queue = createTestQueue({ deliver: async () => 200, maxChars: 10 });
  queue.send(target, createPayload("a"));
  expect(await waitForEnd(queue, "a")).toMatchObject({ state: "delivered" });
  queue.send(target, createPayload("b"));
  expect(await waitForEnd(queue, "b")).toMatchObject({ state: "delivered" });
  expect(queue.find("a")).toBeUndefined();
});

test("an event sent again starts anew, wherever the first one stands", async () => {
  const { held, deliver } = createHeldDeliver();
  const queue = createTestQueue({ deliver, maxConcurrent: 1 });
  const send = (status: string) => queue.send(target, createPayload("e1", { status }));
  send("under way");
  await settle();
  send("waits");
  send("sent");
  await settle();
  expect(held.map(({ body }) => body.status)).toEqual(["under way", "sent"]);
  held[0]?.answer(500);
  held[1]?.answer(200);
  expect(await waitForEnd(queue, "e1")).toMatchObject({ state: "delivered", attempts: [{ number: 1 }] });
  send("sent after delivery");
  await settle();
  expect(queue.list()).toEqual([{ eventId: "e1", url: target.url, state: "pending", attempts: [] }]);
});

test("a failed webhook can be delivered by hand, with retries as at first", async () => {
  const receiver = await startReceiver(...[500, 500, 500, 500, 500, 200].map(answerWith));
  const queue = createTestQueue();
  queue.send({ ...target, url: receiver.url }, createPayload("e1"));
  expect(await waitForEnd(queue, "e1")).toMatchObject({ state: "failed" });
  expect(queue.redeliver("e1")).toBe(true);
  const record = await waitForEnd(queue, "e1");
  expect([record.state, toResults(record)]).toEqual(["delivered", [500, 500, 500, 500, 500, 200]]);
  expect(record.attempts.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(new Set(receiver.received.map(({ body }) => JSON.parse(body).event_id))).toEqual(new Set(["e1"]));
});

test("a delivered webhook can be delivered again, and of many attempts the last ones are kept", async () => {
  const queue = createTestQueue({ deliver: async () => 200, maxAttempts: 3 });
  queue.send(target, createPayload("e1"));
  for (let times = 0; times < 4; times++) {
    await waitForEnd(queue, "e1");
    expect(queue.redeliver("e1")).toBe(true);
  }
  const { attempts } = await waitForEnd(queue, "e1");
  expect(attempts.map(({ number }) => number)).toEqual([3, 4, 5]);
});

test("delivery by hand does not wait for the next retry", async () => {
  const receiver = await startReceiver(answerWith(500), answerWith(200));
  const nowMs = 1_774_970_000_000;
  const queue = createTestQueue({ retryDelaysMs: [60_000, 240_000], now: () => nowMs });
  queue.send({ ...target, url: receiver.url }, createPayload("e1"));
  await expect.poll(() => queue.find("e1")?.nextAttemptAt).toBe(nowMs + 60_000);
  expect(queue.find("e1")).toMatchObject({
    state: "pending",
    attempts: [{ number: 1, at: nowMs, status: 500 }],
  });
  expect(queue.redeliver("e1")).toBe(true);
  expect(queue.find("e1")).not.toHaveProperty("nextAttemptAt");
  expect(toResults(await waitForEnd(queue, "e1"))).toEqual([500, 200]);
});

test("delivery by hand takes the place of the planned retry", async () => {
  const receiver = await startReceiver(answerWith(500), hang);
  const queue = createTestQueue({ retryDelaysMs: [100], timeoutMs: 60_000 });
  queue.send({ ...target, url: receiver.url }, createPayload("e1"));
  await expect.poll(() => queue.find("e1")?.nextAttemptAt).toBeDefined();
  queue.redeliver("e1");
  await new Promise((resolve) => setTimeout(resolve, 250));
  expect(receiver.received).toHaveLength(2);
});

test("delivery by hand of a webhook that waits or is under way sends it once", async () => {
  const { held, deliver } = createHeldDeliver();
  const queue = createTestQueue({ deliver });
  queue.send(target, createPayload("e1"));
  expect(queue.redeliver("e1")).toBe(true);
  await settle();
  expect(queue.redeliver("e1")).toBe(true);
  held[0]?.answer(200);
  expect(toResults(await waitForEnd(queue, "e1"))).toEqual([200]);
  expect(held).toHaveLength(1);
});

test("a dropped webhook can be delivered by hand at once", async () => {
  const { held, deliver } = createHeldDeliver();
  const queue = createTestQueue({ deliver, maxQueued: 1 });
  queue.send(target, createPayload("a"));
  await settle();
  queue.send(target, createPayload("b"));
  expect(queue.find("a")?.state).toBe("dropped");
  held[0]?.answer(200);
  await settle();
  held[1]?.answer(200);
  await waitForEnd(queue, "b");
  expect(queue.redeliver("a")).toBe(true);
  await settle();
  held[2]?.answer(200);
  expect(await waitForEnd(queue, "a")).toMatchObject({
    state: "delivered",
    attempts: [{}, { number: 2, status: 200 }],
  });
});

test("an event that nobody sent is not found", () => {
  const queue = createTestQueue();
  expect(queue.find("e1")).toBeUndefined();
  expect(queue.redeliver("e1")).toBe(false);
  expect(queue.list()).toEqual([]);
});
