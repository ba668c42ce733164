import { expect, onTestFinished, test, vi } from "vitest";
import type { Deliver } from "../../src/sandbox/webhook/deliver.ts";
import { answerWith, type Reply, reserveDeadUrl, startReceiver } from "../helpers/receiver.ts";
import { createPayload, createTestQueue, toResults, waitForEnd, webhookSecret } from "../helpers/webhooks.ts";

const hang: Reply = () => {};
const halfAnswer: Reply = (response) => void response.writeHead(200).write("half");

// So long that no timer but those of the queue under test has this delay.
const longMs = 54_321;

/** The timers with {@link longMs} that are made from now on, and which of all timers were cleared. */
function watchTimers() {
  const made = vi.spyOn(globalThis, "setTimeout");
  const cleared = vi.spyOn(globalThis, "clearTimeout");
  onTestFinished(() => void vi.restoreAllMocks());
  const list = () =>
    made.mock.results.flatMap(({ value }, index) => (made.mock.calls[index]?.[1] === longMs ? [value] : []));
  return {
    list,
    listLeft: () => list().filter((timer) => !cleared.mock.calls.some(([one]) => one === timer)),
  };
}

test.each([
  ["that nobody answers", hang, "dropped"],
  ["whose answer is under way", halfAnswer, 200],
])("closing ends a request %s and leaves neither connection nor timer", async (_name, reply, result) => {
  const receiver = await startReceiver(reply);
  const timers = watchTimers();
  const queue = createTestQueue({ timeoutMs: longMs });
  for (const eventId of ["a", "b", "c", "d", "waits"])
    queue.send({ url: receiver.url, secret: webhookSecret }, createPayload(eventId));
  await expect.poll(() => receiver.received.length).toBe(4);
  await queue.close();
  expect(queue.list().map(({ state }) => state)).toEqual(Array(5).fill("dropped"));
  expect(toResults(queue.find("a") ?? fail())).toEqual([result]);
  expect(queue.find("waits")?.attempts).toEqual([]);
  await expect.poll(() => receiver.sockets.map(({ destroyed }) => destroyed)).toEqual(Array(4).fill(true));
  expect(timers.list()).toHaveLength(4);
  expect(timers.listLeft()).toEqual([]);
  expect(receiver.received).toHaveLength(4);
});

test("closing ends the wait for a retry, and nothing is tried afterwards", async () => {
  const receiver = await startReceiver(answerWith(500));
  const queue = createTestQueue({ retryDelaysMs: [50, 50] });
  queue.send({ url: receiver.url, secret: webhookSecret }, createPayload("e1"));
  await expect.poll(() => queue.find("e1")?.nextAttemptAt).toBeDefined();
  await queue.close();
  expect(queue.find("e1")).not.toHaveProperty("nextAttemptAt");
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(receiver.received).toHaveLength(1);
  expect(queue.find("e1")).toMatchObject({ state: "dropped", attempts: [{ status: 500 }] });
});

test("neither a wait for an answer nor one for a retry keeps the process alive, and both are ended", async () => {
  const timers = watchTimers();
  const queue = createTestQueue({ retryDelaysMs: [longMs], timeoutMs: longMs });
  queue.send({ url: await reserveDeadUrl(), secret: webhookSecret }, createPayload("e1"));
  await expect.poll(() => queue.find("e1")?.nextAttemptAt).toBeDefined();
  expect(timers.list().map((timer) => timer.hasRef())).toEqual([false, false]);
  expect(timers.listLeft()).toHaveLength(1);
  await queue.close();
  expect(timers.listLeft()).toEqual([]);
});

test("closing does not wait for a deliverer that does not listen", async () => {
  let calls = 0;
  const never: Deliver = () => {
    calls += 1;
    return new Promise(() => {});
  };
  const queue = createTestQueue({ deliver: never, timeoutMs: 60_000 });
  queue.send({ url: "http://receiver.test", secret: webhookSecret }, createPayload("e1"));
  await expect.poll(() => calls).toBe(1);
  await queue.close();
  expect(toResults(queue.find("e1") ?? fail())).toEqual(["dropped"]);
});

test("what is sent in the same moment as the queue is closed is never tried", async () => {
  const receiver = await startReceiver(answerWith(200));
  const queue = createTestQueue();
  queue.send({ url: receiver.url, secret: webhookSecret }, createPayload("e1"));
  await queue.close();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(queue.find("e1")).toMatchObject({ state: "dropped", attempts: [] });
  expect(receiver.received).toEqual([]);
});

test("a closed queue ignores what is sent, delivers nothing by hand and can be closed again", async () => {
  const receiver = await startReceiver(answerWith(200));
  const target = { url: receiver.url, secret: webhookSecret };
  const queue = createTestQueue();
  queue.send(target, createPayload("before"));
  await waitForEnd(queue, "before");
  await queue.close();
  queue.send(target, createPayload("after"));
  expect(queue.redeliver("before")).toBe(false);
  await queue.close();
  expect(queue.list().map(({ eventId, state }) => [eventId, state])).toEqual([["before", "delivered"]]);
  expect(receiver.received).toHaveLength(1);
});

test("two queues do not see each other", async () => {
  const receiver = await startReceiver(answerWith(200));
  const [one, other] = [createTestQueue(), createTestQueue()];
  one.send({ url: receiver.url, secret: webhookSecret }, createPayload("e1"));
  await other.close();
  expect(await waitForEnd(one, "e1")).toMatchObject({ state: "delivered" });
  expect(other.list()).toEqual([]);
});

function fail(): never {
  throw new Error("The event has no record.");
}
