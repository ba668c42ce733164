import { expect, test } from "vitest";
import type { Payload } from "../../src/http/fault.ts";
import type { Fault } from "../../src/scenarios/scenario.ts";
import { startFaultyApp } from "../helpers/faulty-app.ts";
import { openRawClient, sharedKeyTls } from "../helpers/raw-client.ts";

const body = '{"liveness":{"status":"Approved","score":99.5}}';
const payload: Payload = {
  status: 201,
  headers: { "Content-Type": "application/json", "X-Both": "payload" },
  body: Buffer.from(body),
};
const fast: Fault = { slow: { bytesPerSecond: 2_000 } };
const get = "GET /fault HTTP/1.1\r\nHost: x\r\n\r\n";
const getAndClose = get.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
const upload = Buffer.concat([
  Buffer.from(
    "POST /fault HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data\r\nContent-Length: 3000000\r\n\r\n",
  ),
  Buffer.alloc(3_000_000, 1),
]);

const transports = [
  { transport: "TCP", server: {}, client: undefined },
  { transport: "TLS", server: { https: sharedKeyTls.server }, client: sharedKeyTls.client },
];
const requests = [
  { name: "a call", request: get },
  { name: "an upload that is not read", request: upload },
];
const cases = transports.flatMap((transport) => requests.map((request) => ({ ...transport, ...request })));

async function observe(fault: Fault, { server, client, request }: (typeof cases)[number], sent = payload) {
  const { port, deliveries } = await startFaultyApp({ fault, payload: sent, ...server });
  const raw = openRawClient(port, request, client);
  const ending = await raw.ended;
  await deliveries[0];
  return { ending, received: raw.received() };
}

test.each(cases)("reset over $transport, $name: no byte, connection reset", async (given) => {
  expect(await observe("reset", given)).toEqual({ ending: "ECONNRESET", received: "" });
});

test.each(cases)("empty over $transport, $name: no byte, closed cleanly", async (given) => {
  expect(await observe("empty", given)).toEqual({ ending: "end", received: "" });
});

test.each(cases)(
  "truncate over $transport, $name: the whole head, half the body, closed cleanly",
  async (given) => {
    const { ending, received } = await observe("truncate", given);
    const [head = "", rest] = received.split("\r\n\r\n");
    expect(head.split("\r\n")[0]).toBe("HTTP/1.1 201 Created");
    expect(head.toLowerCase()).toContain(`\r\ncontent-length: ${body.length}`);
    expect(head).toContain("\r\nx-stuntface-request-id: r1");
    expect(head.match(/x-both: .*/gi)).toEqual(["X-Both: payload"]);
    expect([rest, ending]).toEqual([body.slice(0, 23), "end"]);
  },
);

test.each(cases)(
  "garbage over $transport, $name: the same bytes each time, no HTTP, closed cleanly",
  async (given) => {
    const first = await observe("garbage", given);
    expect(first.ending).toBe("end");
    expect(first.received).toHaveLength(64);
    expect(first.received).not.toMatch(/HTTP|^[A-Z]/);
    expect(await observe("garbage", given)).toEqual(first);
  },
);

test.each(cases)(
  "slow over $transport, $name: the whole answer, then the connection is used again",
  async (given) => {
    const { port, deliveries, sockets, app } = await startFaultyApp({
      fault: fast,
      payload,
      ...given.server,
    });
    const raw = openRawClient(port, given.request, given.client);
    const answer = await raw.waitFor(/\}\}$/);
    await deliveries[0];
    expect(answer).toMatch(/^HTTP\/1\.1 201 Created\r\n/);
    expect(answer).toContain("x-stuntface-request-id: r1\r\n");
    expect(answer.split("\r\n\r\n")[1]).toBe(body);
    raw.socket.write(get);
    await raw.waitFor(/\}\}HTTP.*\}\}$/s);
    raw.socket.write(get.replace("fault", "plain"));
    await raw.waitFor(/plain$/);
    expect([sockets.length, deliveries.length]).toEqual([1, 2]);
    await app.close();
  },
);

test("fetch sees each fault as a client of Node does", async () => {
  const seen: unknown[] = [];
  // From Node 24 on the error about garbage has no code.
  const toCode = ({ name, code }: NodeJS.ErrnoException) => code ?? name;
  for (const fault of ["reset", "empty", "garbage", "truncate", fast] as const) {
    const { url } = await startFaultyApp({ fault, payload });
    seen.push(
      await fetch(`${url}/fault`)
        .then((response) => response.text())
        .catch(({ cause }) => toCode(cause)),
    );
  }
  const garbage = expect.stringMatching(/^HPE_INVALID_CONSTANT$|^HTTPParserError$/);
  expect(seen).toEqual(["ECONNRESET", "UND_ERR_SOCKET", garbage, "UND_ERR_SOCKET", body]);
});

test("an answer without body is cut in its head, and none is made up for it", async () => {
  const bare = { ...cases[0], server: {}, client: undefined } as (typeof cases)[number];
  const half = (status: number) => ({
    ending: "end",
    received: `HTTP/1.1 ${status} ${status === 200 ? "OK" : "No Content"}\r\n`,
  });
  expect(await observe("truncate", bare, { ...payload, status: 204 })).toEqual(half(204));
  expect(
    await observe("truncate", { ...bare, request: get.replace("GET", "HEAD") }, { ...payload, status: 200 }),
  ).toEqual(half(200));
  const { port } = await startFaultyApp({ fault: "truncate" });
  const raw = openRawClient(port, get);
  await raw.ended;
  expect(raw.received()).toBe(half(200).received);
});

test("the length is that of the body, whatever the payload's headers say", async () => {
  const headers = { "Transfer-Encoding": "chunked", "Content-Length": "7" };
  for (const fault of ["truncate", fast] as const) {
    const { port, deliveries } = await startFaultyApp({ fault, payload: { ...payload, headers } });
    const raw = openRawClient(port, getAndClose);
    await raw.ended;
    await deliveries[0];
    expect(raw.received()).not.toMatch(/transfer-encoding/i);
    expect(raw.received().match(/content-length: .*/gi)).toEqual([`content-length: ${body.length}`]);
  }
});

test("slow answers without body carry none", async () => {
  const { url } = await startFaultyApp({ fault: fast, payload: { ...payload, status: 204 } });
  const response = await fetch(`${url}/fault`);
  expect([response.status, response.headers.get("content-length"), await response.text()]).toEqual([
    204,
    null,
    "",
  ]);
  const { url: other } = await startFaultyApp({ fault: fast });
  const empty = await fetch(`${other}/fault`);
  expect([empty.status, empty.headers.get("content-length"), await empty.text()]).toEqual([200, "0", ""]);
});

test("a rate below ten bytes a second sends one byte at a time", async () => {
  const pieces: number[] = [];
  const { url } = await startFaultyApp({
    fault: { slow: { bytesPerSecond: 2.5 } },
    payload: { ...payload, body: Buffer.from("ab") },
    look: ({ raw }) => {
      const write = raw.write.bind(raw) as (chunk: Buffer) => boolean;
      raw.write = (chunk: Buffer) => {
        pieces.push(chunk.length);
        return write(chunk);
      };
    },
  });
  expect(await fetch(`${url}/fault`).then((response) => response.text())).toBe("ab");
  expect(pieces).toEqual([1, 1]);
});

test("a fault waits until earlier answers of the connection are sent", async () => {
  const { port, deliveries, release, app } = await startFaultyApp({ fault: "garbage" });
  const raw = openRawClient(port, `${get.replace("fault", "later")}${get}`);
  await expect.poll(() => deliveries.length).toBe(1);
  expect(raw.received()).toBe("");
  release();
  await raw.ended;
  expect(raw.received()).toMatch(/^HTTP\/1\.1 200 OK\r\n.*later.{64}$/s);
  await app.close();
});

test("what cannot be sent is reported and the connection closed", async () => {
  const bad: [Fault, Payload][] = [
    ["truncate", { ...payload, headers: { "x-bad": "a\nb" } }],
    [fast, { ...payload, status: 1000 }],
    [{ slow: { bytesPerSecond: 0 } }, payload],
    [{ slow: { bytesPerSecond: Number.NaN } }, payload],
  ];
  for (const [fault, sent] of bad) {
    const { port, deliveries } = await startFaultyApp({ fault, payload: sent });
    const raw = openRawClient(port, get);
    await raw.ended;
    expect(raw.received()).toBe("");
    await expect(deliveries[0]).rejects.toThrow();
  }
});

test("fifty faults of all kinds at once are each delivered, and the server still answers", async () => {
  const faults = ["reset", "empty", "garbage", "truncate", fast] as const;
  const expected = ["ECONNRESET", "end", "end", "end", "end"];
  const apps = await Promise.all(faults.map((fault) => startFaultyApp({ fault, payload })));
  const seen = await Promise.all(
    Array.from({ length: 50 }, async (_, index) => {
      const raw = openRawClient(apps[index % 5]?.port ?? 0, getAndClose);
      return { ending: await raw.ended, text: raw.received() };
    }),
  );
  expect(seen.map(({ ending }) => ending)).toEqual(seen.map((_, index) => expected[index % 5]));
  for (const [index, { text }] of seen.entries())
    if (index % 5 === 4) expect(text).toContain(`\r\n\r\n${body}`);
  for (const { url, app, deliveries } of apps) {
    expect(await fetch(`${url}/plain`).then((response) => response.text())).toBe("plain");
    expect(deliveries).toHaveLength(10);
    await Promise.all(deliveries);
    await app.close();
  }
});

test("onResponse hooks follow slow answers only", async () => {
  const seen: string[][] = [];
  for (const fault of ["reset", "empty", "garbage", "truncate", fast] as const) {
    const { port, deliveries, app, responded } = await startFaultyApp({ fault, payload });
    await openRawClient(port, getAndClose).ended;
    await deliveries[0];
    await app.close();
    seen.push(responded);
  }
  expect(seen).toEqual([[], [], [], [], ["/fault"]]);
});
