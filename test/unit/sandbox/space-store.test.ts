import { expect, test } from "vitest";
import { takeTurn } from "../../../src/sandbox/turns.ts";
import { update } from "../../../src/sandbox/update.ts";
import { createMemorySpaceStore } from "../../helpers/space-store.ts";

test("a counter begins where it is told to, once, and never leaves its bounds", async () => {
  const store = createMemorySpaceStore();
  expect(await store.add("c", 2, { start: 5, max: 7 })).toBe(7);
  expect(await store.add("c", 1, { start: 100, max: 7 })).toBeUndefined();
  expect(await store.add("c", -8, { min: 0 })).toBeUndefined();
  expect(await store.add("c", 0)).toBe(7);
  expect(await store.add("other", 0, { start: 3 })).toBe(3);
  expect(await store.add("other", 1)).toBe(1);
});

test("a document is inserted once and replaced only in the version that was read", async () => {
  const store = createMemorySpaceStore();
  expect(await store.insert("k", "a", { n: 1 })).toBe(true);
  expect(await store.insert("k", "a", { n: 2 })).toBe(false);
  const read = await store.get<{ n: number }>("k", "a");
  expect(read?.value).toEqual({ n: 1 });
  expect(await store.replace("k", "a", read?.version ?? 0, { n: 3 })).toBe(true);
  expect(await store.replace("k", "a", read?.version ?? 0, { n: 4 })).toBe(false);
  await store.put("k", "a", { n: 5 });
  expect((await store.get("k", "a"))?.value).toEqual({ n: 5 });
  expect([await store.remove("k", "a"), await store.remove("k", "a")]).toEqual([true, false]);
  expect(await store.get("k", "a")).toBeUndefined();
});

test("what was stored does not change with the object it was made from", async () => {
  const store = createMemorySpaceStore();
  const value = { list: [1] };
  await store.put("k", "a", value);
  value.list.push(2);
  (await store.get<typeof value>("k", "a"))?.value.list.push(3);
  expect((await store.get("k", "a"))?.value).toEqual({ list: [1] });
});

test("documents are listed page by page, the newest first", async () => {
  const store = createMemorySpaceStore();
  for (const key of ["a", "b", "c", "d"]) await store.insert("k", key, key);
  const keys = async (options?: { limit?: number; after?: number }) =>
    (await store.list("k", options)).map(({ key }) => key);
  const [, c] = await store.list("k");
  expect(await keys()).toEqual(["d", "c", "b", "a"]);
  expect(await keys({ limit: 2 })).toEqual(["d", "c"]);
  expect(await keys({ limit: 2, after: c?.sequence ?? 0 })).toEqual(["b", "a"]);
  expect(await keys({ after: 0 })).toEqual([]);
  expect(await store.list("other")).toEqual([]);
});

test("no update is lost among 200 at once", async () => {
  const store = createMemorySpaceStore();
  const results = await Promise.all(
    Array.from({ length: 200 }, () =>
      update<number, number>(store, "k", "a", (n = 0) => ({ value: n + 1, result: n })),
    ),
  );
  expect((await store.get("k", "a"))?.value).toBe(200);
  expect(new Set(results).size).toBe(200);
});

test("turns are limited in every stretch of time, not by the clock's hours", async () => {
  const store = createMemorySpaceStore();
  const take = (now: number, key = "ip") => takeTurn(store, "t", key, { limit: 2, windowMs: 100 }, now);
  expect([await take(0), await take(60), await take(90), await take(90, "other")]).toEqual([0, 0, 10, 0]);
  expect([await take(100), await take(101), await take(160)]).toEqual([0, 59, 0]);
});

test("of 20 turns asked for at once as many are given as there are", async () => {
  const store = createMemorySpaceStore();
  const waits = await Promise.all(
    Array.from({ length: 20 }, () => takeTurn(store, "t", "ip", { limit: 5, windowMs: 100 }, 7)),
  );
  expect(waits.filter((wait) => wait === 0)).toHaveLength(5);
});
