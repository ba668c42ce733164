import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, onTestFinished, test, vi } from "vitest";
import { createSpaces } from "../../../src/sandbox/spaces.ts";
import { callLiveness, createAdminApp } from "../../helpers/admin.ts";
import { createTestContext } from "../../helpers/app.ts";

const halfHour = 30 * 60_000;

/** Bytes that live on after a collection. */
function measureHeap(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  return process.memoryUsage().heapUsed;
}

test("ten thousand spaces take less than 10 kB each and are all forgotten when nobody calls them", () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  onTestFinished(() => void vi.useRealTimers());
  const { services } = createTestContext({ options: { maxSpaces: 10_000 } }).context;
  const before = measureHeap();
  for (let count = 0; count < 10_000; count++) services.spaces.use(`s-${count}`);
  expect(measureHeap() - before).toBeLessThan(100e6);
  expect(services.spaces.size).toBe(10_001);
  vi.spyOn(performance, "now").mockReturnValue(performance.now() + halfHour);
  onTestFinished(() => void vi.restoreAllMocks());
  vi.advanceTimersByTime(10_000);
  expect(services.spaces.size).toBe(1);
});

test("a space is swept after its idle time and not before", () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  onTestFinished(() => void vi.useRealTimers());
  const { services } = createTestContext({ options: { maxSpaces: 10_000 } }).context;
  let now = 0;
  const spaces = createSpaces(
    (id) => services.spaces.use(id),
    { maxSpaces: 10, idleMs: halfHour, maxJournalBytes: 1e6 },
    () => now,
  );
  onTestFinished(() => spaces.close());
  spaces.use("old");
  now = halfHour - 1;
  spaces.use("new");
  vi.advanceTimersByTime(10_000);
  expect(spaces.size).toBe(3);
  now = halfHour;
  vi.advanceTimersByTime(10_000);
  expect(spaces.list().map(({ space }) => space.id)).toEqual(["default", "new"]);
});

test("the journals of all spaces together stay within their bound; the default space's calls go last", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  onTestFinished(() => void vi.useRealTimers());
  const { app, services } = await createAdminApp();
  for (const space of ["a", "b"]) for (let call = 0; call < 3; call++) await callLiveness(app, { space });
  await callLiveness(app);
  const bytes = services.spaces.default.journal.bytes;
  const bounded = createSpaces((id) => services.spaces.use(id), {
    maxSpaces: 10,
    idleMs: halfHour,
    maxJournalBytes: 3.5 * bytes,
  });
  onTestFinished(() => bounded.close());
  for (const space of ["a", "b"]) bounded.use(space);
  vi.advanceTimersByTime(10_000);
  expect(bounded.list().map(({ space }) => space.journal.size)).toEqual([1, 0, 2]);
});

test("ten thousand calls to spaces of their own make a thousand spaces, and an error that names the limit", async () => {
  const { ask, services } = await createAdminApp();
  const statuses = new Map<number, number>();
  for (let count = 0; count < 10_000; count++) {
    const { status, body } = await ask(`GET /~s-${count}/__admin/version`);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (status !== 200 && statuses.get(status) === 1)
      expect(body).toEqual({
        error: "all 1000 spaces are in use; delete some (DELETE /__admin/spaces/ID) or raise --max-spaces.",
      });
  }
  expect([...statuses]).toEqual([
    [200, 1000],
    [429, 9000],
  ]);
  expect(services.spaces.size).toBe(1001);
  expect((await ask("GET /__admin/health")).status).toBe(200);
  expect((await ask("DELETE /__admin/spaces")).body).toEqual({ removed: 1000 });
  expect((await ask("GET /~s-9999/__admin/version")).status).toBe(200);
}, 60_000);
