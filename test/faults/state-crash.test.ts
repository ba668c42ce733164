import { existsSync, statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { createThreadStore, startFileStore, startStoreThread } from "../../src/sandbox/store/file-store.ts";
import type { StateStore } from "../../src/sandbox/store/state-store.ts";
import { catchReason, catchStateError, createDataPath, openStore } from "../helpers/state-stores.ts";
import { startStateWriter } from "../helpers/state-writer.ts";

async function readKeys(store: StateStore): Promise<Set<string>> {
  const keys = new Set<string>();
  for (let after: string | undefined; ; ) {
    const page = await store.list("default", "session", {
      order: "key",
      limit: 1000,
      ...(after === undefined ? {} : { after }),
    });
    for (const { key } of page) keys.add(key);
    after = page.at(-1)?.key;
    if (after === undefined) return keys;
  }
}

test("what was acknowledged before kill -9 is there afterwards, and charges and documents match", async () => {
  const file = createDataPath();
  const acknowledged: string[] = [];
  for (let round = 0; round < 6; round++) {
    const kept = Math.floor(Math.random() * 700);
    const writer = startStateWriter(file, { count: 1000, prefix: `round${round}` });
    expect(await writer.waitFor(/^ready/), `round ${round}`).toBe("ready");
    await writer.waitFor(new RegExp(`^round${round}-${kept}$`));
    await sleep(Math.random() * 5);
    writer.child.kill("SIGKILL");
    await writer.ended;
    acknowledged.push(...writer.acknowledged);

    const store = await startFileStore(file);
    const keys = await readKeys(store);
    const credits = await store.read("default", "credits");
    await store.close();
    expect(
      acknowledged.filter((key) => !keys.has(key)),
      `killed after ${kept}`,
    ).toEqual([]);
    expect(credits).toBe(-keys.size);
  }
}, 60_000);

test("a server that is killed at once leaves a file that can be opened", async () => {
  const file = createDataPath();
  for (let delayMs = 30; delayMs <= 240; delayMs += 30) {
    const writer = startStateWriter(file, { count: 1, prefix: `${delayMs}` });
    await sleep(delayMs);
    writer.child.kill("SIGKILL");
    await writer.ended;
    const store = await startFileStore(file);
    await store.add("default", "starts", 1);
    await store.close();
  }
  expect(await (await openStore(file)).read("default", "starts")).toBe(8);
}, 60_000);

test("closing waits for what is under way, and nothing is kept open", async () => {
  const file = createDataPath();
  const store = await startFileStore(file);
  const writes = Array.from({ length: 2500 }, (_unused, n) => store.insert("default", "session", `${n}`, n));
  const closed = store.close();
  const late = store.insert("default", "session", "late", 1);
  expect(await catchReason(late)).toBe("closed");
  const outcomes = await Promise.allSettled(writes);
  await closed;
  const saved = outcomes.flatMap(({ status }, n) => (status === "fulfilled" ? [`${n}`] : []));
  const again = await openStore(file);
  expect([...(await readKeys(again))].sort()).toEqual(saved.sort());
  expect(saved).toHaveLength(2500);
});

test("after a clean end there is the file alone", async () => {
  const file = createDataPath();
  const store = await startFileStore(file);
  await store.put("default", "session", "one", 1);
  await store.close();
  expect(existsSync(`${file}-wal`) || existsSync(`${file}-shm`)).toBe(false);
  expect(statSync(file).size).toBeGreaterThan(0);
});

test("when the thread dies every call rejects, and the file can be opened again", async () => {
  const file = createDataPath();
  const thread = startStoreThread({ task: "serve", file, bounds: {} });
  const store = createThreadStore(thread, file);
  await store.put("default", "session", "one", 1);
  const pending = store.put("default", "session", "two", 2);
  await thread.terminate();
  for (const call of [pending, store.read("default", "n"), store.add("default", "n", 1)]) {
    const error = await catchStateError(call);
    expect(error.reason).toBe("failed");
    expect(error.message).toContain(`${file} has ended (code 1); restart the server`);
  }
  await store.close();
  expect(await readKeys(await openStore(file))).toContain("one");
});

test("a fault inside the thread rejects what is under way with its cause", async () => {
  const file = createDataPath();
  const thread = startStoreThread({ task: "serve", file, bounds: {} });
  const store = createThreadStore(thread, file);
  await store.put("default", "session", "one", 1);
  thread.postMessage([{ name: "nonsense", parameters: [] }]);
  const error = await catchStateError(store.put("default", "session", "two", 2));
  expect(error.reason).toBe("failed");
  expect(error.message).toContain("action is not a function");
});

test("of two servers on one file the second is refused, until the first is gone", async () => {
  const file = createDataPath();
  const writer = startStateWriter(file, { count: 50, prefix: "first" });
  await writer.waitFor(/^done/);
  const refusal = await catchStateError(startFileStore(file));
  expect(refusal.reason).toBe("locked");
  expect(refusal.message).toBe(
    `${file} is in use by another server. Stop that one, or name another file with --data.`,
  );
  writer.child.kill("SIGKILL");
  await writer.ended;
  const store = await openStore(file);
  expect(await store.count("default", "session")).toBe(50);
  expect(await catchReason(startFileStore(file))).toBe("locked");
  expect(await startStateWriter(file, { count: 1, prefix: "third" }).waitFor(/^refused/)).toBe(
    "refused locked",
  );
});

test("of two servers that start at once on a new file one gets it", async () => {
  const file = createDataPath();
  const outcomes = await Promise.allSettled([startFileStore(file), startFileStore(file)]);
  const stores = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
  const reasons = outcomes.flatMap((outcome) =>
    outcome.status === "rejected" ? [outcome.reason.reason] : [],
  );
  expect(stores).toHaveLength(1);
  expect(reasons).toEqual(["locked"]);
  for (const store of stores) await store.close();
});
