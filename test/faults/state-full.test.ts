import { expect, test } from "vitest";
import { catchReason, createDataPath, openStore } from "../helpers/state-stores.ts";
import { startStateWriter } from "../helpers/state-writer.ts";

test("without space writes reject as full, and what was acknowledged is there afterwards", async () => {
  const file = createDataPath();
  const writer = startStateWriter(file, { count: 300, prefix: "k", textLength: 10_000, maxBlocks: 2000 });
  const done = await writer.waitFor(/^done/);
  expect(writer.acknowledged.length).toBeGreaterThan(20);
  expect(writer.rejected.length).toBeGreaterThan(20);
  expect(new Set(writer.rejected.map((line) => line.split(" ")[1]))).toEqual(new Set(["full"]));
  expect(done).toBe(`done ${writer.acknowledged.length}`);
  writer.child.stdin?.end();
  await writer.ended;
  const store = await openStore(file);
  const keys = (await store.list("default", "session", { limit: 1000 })).map(({ key }) => key);
  expect(keys.sort()).toEqual(writer.acknowledged.sort());
  expect(await store.read("default", "credits")).toBe(-keys.length);
  expect(await store.put("default", "session", "with space again", "x".repeat(10_000))).toBeGreaterThan(0);
});

test("a write that is too large does not take small ones of the same moment with it", async () => {
  const store = await openStore(createDataPath(), { maxBytes: 200_000 });
  const large = store.put("a", "k", "large", "x".repeat(1_000_000));
  const small = Array.from({ length: 20 }, (_unused, n) => store.put("a", "k", `${n}`, n));
  expect(await catchReason(large)).toBe("full");
  await Promise.all(small);
  expect(await store.count("a", "k")).toBe(20);
});
