import { expect, test } from "vitest";
import { startLiveServer } from "../helpers/live-server.ts";
import { openRawClient } from "../helpers/raw-client.ts";
import { watchResources } from "../helpers/resources.ts";
import { createFaceMatch, toRequestBytes } from "../helpers/uploads.ts";

const lingerMs = 5_000;

/** A client that has its answer, but has sent half of its upload only. */
async function startHalf() {
  const server = await startLiveServer({
    files: { "early.yaml": "stage: before_auth\noutcome: { error: forbidden }\n" },
  });
  const resources = watchResources();
  const bytes = toRequestBytes(createFaceMatch());
  const raw = openRawClient(server.port, bytes.subarray(0, 150_000));
  await raw.waitFor(/^HTTP\/1\.1 403 .*\}$/s);
  await expect.poll(() => resources.countTimers(lingerMs)).toBe(1);
  return { raw, rest: bytes.subarray(150_000), countLingering: () => resources.countTimers(lingerMs) };
}

test("an answered upload that ends is waited for no longer", async () => {
  const { raw, rest, countLingering } = await startHalf();
  raw.socket.write(rest);
  await expect.poll(countLingering).toBe(0);
  expect(raw.socket.closed).toBe(false);
});

test("an answered upload whose client leaves is waited for no longer", async () => {
  for (const leave of ["destroy", "resetAndDestroy", "end"] as const) {
    const { raw, countLingering } = await startHalf();
    raw.socket[leave]();
    await expect.poll(countLingering).toBe(0);
  }
});

test("a client that goes on sending long after its answer is disconnected", async () => {
  const { raw, countLingering } = await startHalf();
  const sending = setInterval(() => raw.socket.write("x"), 50);
  expect(["ECONNRESET", "EPIPE", "end"]).toContain(await raw.ended);
  clearInterval(sending);
  expect(countLingering()).toBe(0);
});
