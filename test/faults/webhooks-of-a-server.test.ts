import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { startServer } from "../../src/server.ts";
import { createFacts } from "../helpers/facts.ts";
import { createFakeEngine } from "../helpers/fake-engine.ts";
import { createJpeg } from "../helpers/images.ts";

type Received = { readonly headers: IncomingHttpHeaders; readonly body: string };

const secret = "a secret of the test";

/** A receiver that answers with the statuses in turn, then with 200. */
async function startReceiver(statuses: number[] = []) {
  const received: Received[] = [];
  const waiting: (() => void)[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    received.push({ headers: request.headers, body: Buffer.concat(chunks).toString("utf8") });
    response.writeHead(statuses.shift() ?? 200).end("thanks");
    for (const resolve of waiting.splice(0)) resolve();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook?token=hidden`,
    received,
    async waitFor(count: number) {
      while (received.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
}

async function start(url: string) {
  const server = await startServer(
    { port: 0, log: "silent", webhook: { url, secret }, didit: { contract: "2026-06" } },
    { engine: createFakeEngine([createFacts()]) },
  );
  onTestFinished(() => server.close());
  return server.url;
}

async function check(url: string, fields: Record<string, string> = {}) {
  const form = new FormData();
  form.append("user_image", new Blob([new Uint8Array(await createJpeg())]), "a.jpg");
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const answer = await fetch(`${url}/v3/passive-liveness/`, {
    method: "POST",
    headers: { "x-api-key": "k" },
    body: form,
  });
  return (await answer.json()) as { request_id: string };
}

/** The three signatures as the vendor's documentation has receivers compute them. */
function expectSigned({ headers, body }: Received): void {
  const hmac = (text: string) => createHmac("sha256", secret).update(text, "utf8").digest("hex");
  const sort = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sort);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.keys(value)
        .sort()
        .map((key) => [key, sort((value as Record<string, unknown>)[key])]),
    );
  };
  const event = JSON.parse(body);
  const timestamp = headers["x-timestamp"];
  expect(Math.abs(Number(timestamp) - Date.now() / 1000)).toBeLessThan(300);
  expect(headers["x-signature"]).toBe(hmac(body));
  expect(headers["x-signature-v2"]).toBe(hmac(JSON.stringify(sort(event))));
  expect(headers["x-signature-simple"]).toBe(
    hmac(`${timestamp}:${event.session_id}:${event.status}:${event.webhook_type}`),
  );
}

test("a saved call is told of, signed in all three ways; one that is not saved is not", async () => {
  const receiver = await startReceiver();
  const url = await start(receiver.url);
  await check(url, { save_api_request: "false" });
  const { request_id } = await check(url, { vendor_data: "user-ü", metadata: '{"plan": 1.0}' });
  await receiver.waitFor(1);
  const [first] = receiver.received;
  expect(first && JSON.parse(first.body)).toMatchObject({
    webhook_type: "status.updated",
    session_id: request_id,
    status: "Approved",
    vendor_data: "user-ü",
    metadata: { plan: 1 },
    decision: { session_id: request_id, liveness_checks: [{ status: "Approved" }], face_matches: [] },
  });
  if (first) expectSigned(first);
  expect(receiver.received).toHaveLength(1);
});

test("a decision by hand is told of again, with what was decided", async () => {
  const receiver = await startReceiver();
  const url = await start(receiver.url);
  const { request_id } = await check(url);
  await receiver.waitFor(1);
  const decided = await fetch(`${url}/__admin/sessions/${request_id}`, {
    method: "POST",
    body: JSON.stringify({ status: "Declined" }),
  });
  expect(decided.status).toBe(200);
  await receiver.waitFor(2);
  const [, second] = receiver.received;
  expect(second && JSON.parse(second.body)).toMatchObject({ session_id: request_id, status: "Declined" });
  if (second) expectSigned(second);
});

test("every try is shown without secrets, and can be repeated by hand", async () => {
  const receiver = await startReceiver([400]);
  const url = await start(receiver.url);
  await check(url);
  await receiver.waitFor(1);
  const list = async () => {
    const answer = await fetch(`${url}/__admin/webhooks`);
    const text = await answer.text();
    expect(text).not.toContain(secret);
    return JSON.parse(text).webhooks as { eventId: string; state: string; attempts: object[] }[];
  };
  await expect
    .poll(async () => (await list())[0])
    .toMatchObject({ state: "failed", attempts: [{ status: 400 }] });
  const [sent] = await list();
  await fetch(`${url}/__admin/webhooks/${sent?.eventId}/redeliver`, { method: "POST" });
  await expect
    .poll(async () => (await list())[0])
    .toMatchObject({ state: "delivered", attempts: [{ status: 400 }, { status: 200 }] });
  const unknown = await fetch(`${url}/__admin/webhooks/unknown/redeliver`, { method: "POST" });
  expect(unknown.status).toBe(404);
  const elsewhere = await fetch(`${url}/~other/__admin/webhooks`);
  expect(await elsewhere.json()).toMatchObject({ webhooks: [] });
});

test("a space can have a receiver of its own", async () => {
  const [one, other] = await Promise.all([startReceiver(), startReceiver()]);
  const url = await start(one.url);
  await fetch(`${url}/~other/__admin/settings`, {
    method: "PATCH",
    body: JSON.stringify({ webhook: { url: other.url } }),
  });
  await check(`${url}/~other`);
  await other.waitFor(1);
  expect([one.received.length, other.received.length]).toEqual([0, 1]);
});
