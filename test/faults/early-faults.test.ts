import { expect, test } from "vitest";
import { listCalls, startLiveServer } from "../helpers/live-server.ts";
import { openRawClient } from "../helpers/raw-client.ts";
import { createFaceMatch, createSelfie, fetchToken, sendUpload, toRequestBytes } from "../helpers/uploads.ts";

const uploads = [
  { provider: "Didit", toUpload: async () => createFaceMatch() },
  { provider: "Apptenticate", toUpload: async (url: string) => createSelfie(await fetchToken(url)) },
];

/** Starts a server with one scenario before authentication, and sends the half of an upload that it selects. */
async function sendHalf(given: (typeof uploads)[number], outcome: string) {
  const early = `stage: before_auth\nwhen: { header: { x-early: "1" } }\n${outcome}\n`;
  const server = await startLiveServer({ files: { "early.yaml": early } });
  const upload = await given.toUpload(server.url);
  const bytes = toRequestBytes(upload, { "x-early": "1" });
  const middle = Math.floor(bytes.length / 2);
  const raw = openRawClient(server.port, bytes.subarray(0, middle));
  const listEarly = async () =>
    (await listCalls(server.url)).filter(({ scenario }) => scenario === "early#1/1");
  return { server, upload, raw, rest: bytes.subarray(middle), listEarly };
}

test.each(uploads)(
  "$provider: a fault before authentication comes in the middle of the upload",
  async (given) => {
    const views = [
      { fault: "reset", ending: "ECONNRESET", bytes: 0 },
      { fault: "empty", ending: "end", bytes: 0 },
      { fault: "garbage", ending: "end", bytes: 64 },
    ];
    for (const { fault, ending, bytes } of views) {
      const { raw, server, upload, listEarly } = await sendHalf(given, `outcome: { fault: ${fault} }`);
      expect([fault, await raw.ended, raw.received().length]).toEqual([fault, ending, bytes]);
      expect(await listEarly()).toMatchObject([{ status: null, outcome: "fault", files: [] }]);
      expect((await sendUpload(server.url, upload)).status).toBe(200);
    }
  },
);

test.each(uploads)(
  "$provider: hang before authentication takes the rest of the upload and is silent",
  async (given) => {
    const { raw, rest, server, upload, listEarly } = await sendHalf(given, "outcome: { fault: hang }");
    await expect.poll(listEarly).toHaveLength(1);
    await new Promise((resolve) => raw.socket.write(rest, resolve));
    expect((await sendUpload(server.url, upload)).status).toBe(200);
    expect([raw.received(), raw.socket.closed]).toEqual(["", false]);
    raw.socket.destroy();
    expect(await listEarly()).toHaveLength(1);
  },
);

test.each(uploads)(
  "$provider: an error before authentication is read in the middle of the upload",
  async (given) => {
    const { raw, rest, server, upload, listEarly } = await sendHalf(given, "outcome: { error: unavailable }");
    const answer = await raw.waitFor(/\}$/);
    expect(answer).toMatch(/^HTTP\/1\.1 503 /);
    expect(answer).toContain("\r\nx-stuntface-scenario: early#1/1\r\n");
    raw.socket.write(rest);
    raw.socket.write(toRequestBytes(upload));
    expect(await raw.waitFor(/\}HTTP.*\}$/s)).toMatch(/HTTP\/1\.1 200 OK/);
    expect(await listEarly()).toMatchObject([{ status: 503, outcome: "error" }]);
    expect(server.records.filter(({ outcome }) => outcome === "error")).toHaveLength(1);
  },
);

test.each(uploads)(
  "$provider: truncate and slow before authentication wait for the upload",
  async (given) => {
    for (const fault of ["truncate", "{ slow: { bytes_per_s: 5000 } }"]) {
      const { raw, rest, server, upload, listEarly } = await sendHalf(given, `outcome: { fault: ${fault} }`);
      expect((await sendUpload(server.url, upload)).status).toBe(200);
      expect([raw.received(), await listEarly()]).toEqual(["", []]);
      raw.socket.write(rest);
      const isSlow = fault !== "truncate";
      expect(await raw.waitFor(isSlow ? /\}$/ : /\r\n\r\n\{/)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
      expect(await listEarly()).toMatchObject([{ status: 200, outcome: "fault" }]);
      if (!isSlow) expect(await raw.ended).toBe("end");
    }
  },
);

test.each(uploads)(
  "$provider: a client that leaves in the middle of its upload is recorded once",
  async (given) => {
    for (const fault of ["truncate", "hang", "empty"]) {
      const { raw, server, upload, listEarly } = await sendHalf(given, `outcome: { fault: ${fault} }`);
      expect((await sendUpload(server.url, upload)).status).toBe(200);
      raw.socket.resetAndDestroy();
      await expect.poll(listEarly).toHaveLength(1);
      expect((await sendUpload(server.url, upload)).status).toBe(200);
      expect(await listEarly()).toHaveLength(1);
    }
  },
);
