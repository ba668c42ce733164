import type { ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { checkDiditWebhook } from "../helpers/didit-check.ts";
import { answerWith, type Reply, reserveDeadUrl, startReceiver } from "../helpers/receiver.ts";
import { createPayload, createTestQueue, toResults, waitForEnd, webhookSecret } from "../helpers/webhooks.ts";

const allRight = { isFresh: true, raw: true, v2: true, simple: true };

const hang: Reply = () => {};
const reset: Reply = (response) => response.socket?.resetAndDestroy();
const sendGarbage: Reply = (response) => response.socket?.end("\u0001\u0002 this is no HTTP\r\n\r\n");
const switchProtocol: Reply = (response) =>
  void response.socket?.write(
    "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: other\r\n\r\n",
  );
const closeAtOnce: Reply = (response) => response.socket?.end();
const promiseTooMuch: Reply = (response) => {
  response.writeHead(200, { "content-length": "1000" }).write("short");
  response.socket?.end();
};
const sendEndlessly: Reply = (response) => {
  const chunk = Buffer.alloc(16_384, "x");
  const fill = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on("drain", fill);
  fill();
};
const drip: Reply = (response) => {
  response.writeHead(200).write(".");
  const timer = setInterval(() => response.write("."), 5);
  response.on("close", () => clearInterval(timer));
};
const dripHead: Reply = ({ socket }) => {
  socket?.write("HTTP/1.1 200 OK\r\nx-slow: ");
  const timer = setInterval(() => socket?.write("."), 5);
  socket?.on("close", () => clearInterval(timer));
};
const claimGzip: Reply = (response) =>
  void response.writeHead(200, { "content-encoding": "gzip" }).end("this is no gzip");

async function deliver(replies: readonly Reply[], options: Parameters<typeof createTestQueue>[0] = {}) {
  const receiver = await startReceiver(...replies);
  const queue = createTestQueue(options);
  queue.send({ url: receiver.url, secret: webhookSecret }, createPayload("e1"));
  return { receiver, queue, record: await waitForEnd(queue, "e1") };
}

test("a webhook arrives as one POST with three right signatures", async () => {
  const { receiver, record } = await deliver([answerWith(200)]);
  const [received] = receiver.received;
  expect(received).toMatchObject({ method: "POST", path: "/hook" });
  expect(received?.headers).toMatchObject({
    "content-type": "application/json",
    "user-agent": "DiditWebhook/2.0 +https://didit.me",
  });
  const check = checkDiditWebhook(
    received?.headers ?? {},
    received?.body ?? "",
    webhookSecret,
    Date.now() / 1000,
  );
  expect(check).toEqual(allRight);
  expect(JSON.parse(received?.body ?? "")).toMatchObject({ event_id: "e1", vendor_data: "José" });
  expect(record).toEqual({
    eventId: "e1",
    url: receiver.url,
    state: "delivered",
    attempts: [{ number: 1, at: expect.any(Number), ms: expect.any(Number), status: 200 }],
  });
});

test.each([200, 201, 202, 204, 299])("%i is a delivery", async (status) => {
  const { record } = await deliver([answerWith(status)]);
  expect([record.state, toResults(record)]).toEqual(["delivered", [status]]);
});

test.each([500, 502, 503, 599, 404])(
  "after %i the webhook is tried again, as the same event",
  async (status) => {
    const { receiver, record } = await deliver([answerWith(status), answerWith(200)]);
    expect([record.state, toResults(record)]).toEqual(["delivered", [status, 200]]);
    expect(record.attempts.map(({ number }) => number)).toEqual([1, 2]);
    expect(receiver.received.map(({ body }) => JSON.parse(body).event_id)).toEqual(["e1", "e1"]);
  },
);

test("a retry is signed with its own time", async () => {
  let nowMs = 1_774_970_000_999;
  const now = () => {
    nowMs += 200_000;
    return nowMs;
  };
  const { receiver } = await deliver([answerWith(500), answerWith(500), answerWith(200)], { now });
  const times = receiver.received.map(({ headers }) => Number(headers["x-timestamp"]));
  expect(times).toEqual([...new Set(times)].toSorted());
  for (const [index, { headers, body }] of receiver.received.entries())
    expect(checkDiditWebhook(headers, body, webhookSecret, times[index] ?? 0)).toEqual(allRight);
});

test.each([400, 401, 403, 405, 410, 422, 429])("after %i nothing is tried again", async (status) => {
  const { receiver, record } = await deliver([answerWith(status)]);
  expect([record.state, toResults(record)]).toEqual(["failed", [status]]);
  expect(receiver.received).toHaveLength(1);
});

test("after two retries the webhook has failed", async () => {
  const { receiver, record } = await deliver([answerWith(503)]);
  expect([record.state, toResults(record)]).toEqual(["failed", [503, 503, 503]]);
  expect(receiver.received).toHaveLength(3);
});

test.each([301, 302, 303, 307, 308])("a redirect with %i is not followed and not retried", async (status) => {
  const elsewhere = await startReceiver(answerWith(200));
  const redirect: Reply = (response) => response.writeHead(status, { location: elsewhere.url }).end();
  const { receiver, record } = await deliver([redirect]);
  expect([record.state, toResults(record)]).toEqual(["failed", [status]]);
  expect([receiver.received.length, elsewhere.received.length]).toEqual([1, 0]);
});

test("a receiver that is down is tried again", async () => {
  const queue = createTestQueue();
  queue.send({ url: await reserveDeadUrl(), secret: webhookSecret }, createPayload("e1"));
  const record = await waitForEnd(queue, "e1");
  expect([record.state, toResults(record)]).toEqual(["failed", Array(3).fill("ECONNREFUSED")]);
});

test("an https URL is never spoken to in the clear", async () => {
  const receiver = await startReceiver(answerWith(200));
  const queue = createTestQueue({ retryDelaysMs: [] });
  queue.send({ url: receiver.url.replace("http:", "https:"), secret: webhookSecret }, createPayload("e1"));
  const record = await waitForEnd(queue, "e1");
  expect([record.state, toResults(record)]).toEqual([
    "failed",
    [expect.stringMatching(/SSL|EPROTO|ECONNRESET/)],
  ]);
  expect(receiver.received).toEqual([]);
});

test.each([
  ["hangs", hang, /^timeout$/],
  ["sends its head byte by byte", dripHead, /^timeout$/],
  ["resets the connection", reset, /^ECONNRESET$/],
  ["closes without an answer", closeAtOnce, /^ECONNRESET$/],
  ["changes to another protocol", switchProtocol, /^ECONNRESET$/],
  ["answers no HTTP", sendGarbage, /^HPE_/],
])("a receiver that %s once gets the webhook by the retry", async (_name, reply, error) => {
  const { record, receiver } = await deliver([reply, answerWith(200)], { timeoutMs: 200 });
  expect(record.state).toBe("delivered");
  expect(toResults(record)).toEqual([expect.stringMatching(error), 200]);
  expect(receiver.received).toHaveLength(2);
});

test.each([
  ["never ends", sendEndlessly],
  ["comes byte by byte and never ends", drip],
  ["is shorter than promised", promiseTooMuch],
  ["is not what its encoding says", claimGzip],
])("an answer whose body %s counts by its status, and its connection ends", async (_name, reply) => {
  const responses: ServerResponse[] = [];
  const keep: Reply = (response, received) => {
    responses.push(response);
    reply(response, received);
  };
  const { record, receiver } = await deliver([keep], { timeoutMs: 300 });
  expect([record.state, toResults(record)]).toEqual(["delivered", [200]]);
  await expect.poll(() => receiver.sockets.map(({ destroyed }) => destroyed)).toEqual([true]);
  // What the sockets of both sides can hold is read at most, not what an endless body would send in the time.
  expect(receiver.sockets[0]?.bytesWritten).toBeLessThan(16_000_000);
});

test.each([["ftp://receiver.test/hook"], ["file:///etc/passwd"], ["not a url"], [""]])(
  "%j cannot be posted to, which is tried once",
  async (url) => {
    const queue = createTestQueue();
    queue.send({ url, secret: webhookSecret }, createPayload("e1"));
    const record = await waitForEnd(queue, "e1");
    expect([record.state, toResults(record)]).toEqual(["failed", ["not an HTTP URL"]]);
  },
);

test("credentials and query of the URL reach the receiver but no record", async () => {
  const receiver = await startReceiver(answerWith(500), answerWith(200));
  const url = receiver.url
    .replace("http://", "http://us%C3%A9r:p%40ss@")
    .concat("?token=t0ken&bare-s3cret#fr4gment");
  const queue = createTestQueue();
  queue.send({ url, secret: webhookSecret }, createPayload("e1"));
  const record = await waitForEnd(queue, "e1");
  expect(record.state).toBe("delivered");
  expect(receiver.received[0]?.path).toBe("/hook?token=t0ken&bare-s3cret");
  expect(receiver.received[0]?.headers.authorization).toBe(
    `Basic ${Buffer.from("usér:p@ss").toString("base64")}`,
  );
  expect(record.url).toBe(`${receiver.url}?***`);
  expect(JSON.stringify(queue.list())).not.toMatch(/us%C3|p%40|p@ss|t0ken|s3cret|fr4gment|never-shown/);
});

test("failures do not repeat secrets of the URL either", async () => {
  const queue = createTestQueue();
  for (const [index, url] of [
    "http://us3r:s3cret@127.0.0.1:6666/hook?token=s3cret",
    "http://s3cret%:s3cret%@127.0.0.1:1/hook?s3cret",
    "http://s3cret@[::1",
    "http://us3r:s3cret@no-such-host.invalid/hook?s3cret",
  ].entries())
    queue.send({ url, secret: webhookSecret }, createPayload(`e${index}`));
  for (const index of [0, 1, 2, 3])
    expect(await waitForEnd(queue, `e${index}`)).toMatchObject({ state: "failed" });
  expect(JSON.stringify(queue.list())).not.toMatch(/s3cret|us3r|never-shown/);
});
