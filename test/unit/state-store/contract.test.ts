import { describe, expect, test } from "vitest";
import type { Json } from "../../../src/sandbox/store/state-store.ts";
import { catchReason, storeMakers } from "../../helpers/state-stores.ts";

describe.each(storeMakers)("a store in %s", (_, make) => {
  test("adds to a counter from 0 or from its start", async () => {
    const store = await make();
    expect(await store.add("a", "id", 1)).toBe(1);
    expect(await store.add("a", "id", 1, { start: 100 })).toBe(2);
    expect(await store.add("a", "balance", -1000, { start: 100_000 })).toBe(99_000);
    expect(await store.read("a", "balance")).toBe(99_000);
  });

  test("refuses a sum out of bounds and changes nothing", async () => {
    const store = await make();
    expect(await store.add("a", "credits", 10, { max: 10 })).toBe(10);
    expect(await store.add("a", "credits", 1, { max: 10 })).toBeUndefined();
    expect(await store.add("a", "credits", -11, { min: 0 })).toBeUndefined();
    expect(await store.add("a", "credits", Number.MAX_SAFE_INTEGER)).toBeUndefined();
    expect(await store.add("a", "credits", -10, { min: 0 })).toBe(0);
  });

  test("keeps counters exact up to the greatest safe integer", async () => {
    const store = await make();
    expect(await store.add("a", "n", Number.MAX_SAFE_INTEGER - 1)).toBe(Number.MAX_SAFE_INTEGER - 1);
    expect(await store.add("a", "n", 1)).toBe(Number.MAX_SAFE_INTEGER);
    expect(await store.add("a", "m", Number.MIN_SAFE_INTEGER)).toBe(Number.MIN_SAFE_INTEGER);
  });

  test("an amount of 0 tells the value but does not tie a counter to its start", async () => {
    const store = await make();
    expect(await store.add("a", "n", 0, { start: 5 })).toBe(5);
    expect(await store.read("a", "n")).toBeUndefined();
    expect(await store.add("a", "n", 1, { start: 7 })).toBe(8);
  });

  test("of 1,000 parallel subtractions from 10 exactly 10 succeed", async () => {
    const store = await make();
    await store.set("a", "credits", 10);
    const takes = Array.from({ length: 1000 }, () => store.add("a", "credits", -1, { min: 0 }));
    const left = (await Promise.all(takes)).filter((value) => value !== undefined);
    expect(left).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
    expect(await store.read("a", "credits")).toBe(0);
  });

  test("parallel calls get ids of their own", async () => {
    const store = await make();
    const ids = await Promise.all(Array.from({ length: 500 }, () => store.add("a", "id", 1)));
    expect(new Set(ids).size).toBe(500);
  });

  test("sets, lists and forgets counters", async () => {
    const store = await make();
    for (const name of ["b", "a", "c"]) await store.set("s", name, name.charCodeAt(0));
    await store.set("other", "d", 1);
    await store.set("s", "a", -3);
    expect(await store.listCounters("s")).toEqual([
      { name: "a", value: -3 },
      { name: "b", value: 98 },
      { name: "c", value: 99 },
    ]);
    expect(await store.listCounters("s", { after: "a", limit: 1 })).toEqual([{ name: "b", value: 98 }]);
    await store.set("s", "a", null);
    expect(await store.read("s", "a")).toBeUndefined();
  });

  test("inserts a document once", async () => {
    const store = await make();
    const version = await store.insert("a", "user", "ann", { name: "Ann" });
    expect(version).toBeGreaterThan(0);
    expect(await store.insert("a", "user", "ann", { name: "Other" })).toBeUndefined();
    expect(await store.get("a", "user", "ann")).toEqual({
      key: "ann",
      value: { name: "Ann" },
      version,
      sequence: version,
    });
    expect(await store.get("a", "user", "bob")).toBeUndefined();
  });

  test("of 100 parallel inserts of one key one succeeds", async () => {
    const store = await make();
    const versions = await Promise.all(
      Array.from({ length: 100 }, (_unused, n) => store.insert("a", "k", "one", n)),
    );
    expect(versions.filter((version) => version !== undefined)).toHaveLength(1);
  });

  test("puts over what is there and keeps its place in time", async () => {
    const store = await make();
    const first = await store.put("a", "k", "one", 1);
    await store.put("a", "k", "two", 2);
    const second = await store.put("a", "k", "one", 3);
    expect(second).toBeGreaterThan(first);
    expect(await store.get("a", "k", "one")).toEqual({
      key: "one",
      value: 3,
      version: second,
      sequence: first,
    });
    expect((await store.list("a", "k")).map(({ key }) => key)).toEqual(["two", "one"]);
  });

  test("replaces only the version that was read", async () => {
    const store = await make();
    const first = await store.put("a", "k", "one", 1);
    const second = await store.replace("a", "k", "one", first, 2);
    expect(second).toBeGreaterThan(first);
    expect(await store.replace("a", "k", "one", first, 3)).toBeUndefined();
    expect(await store.replace("a", "k", "none", first, 3)).toBeUndefined();
    expect((await store.get("a", "k", "one"))?.value).toBe(2);
  });

  test("a version is never given again, not even after a removal and a clearing", async () => {
    const store = await make();
    const first = await store.put("a", "k", "one", 1);
    await store.remove("a", "k", "one");
    const second = await store.put("a", "k", "one", 1);
    await store.clear();
    const third = await store.put("a", "k", "one", 1);
    expect(second).toBeGreaterThan(first);
    expect(third).toBeGreaterThan(second);
    expect(await store.replace("a", "k", "one", first, 2)).toBeUndefined();
  });

  test("removes a document, or only one version of it", async () => {
    const store = await make();
    const version = await store.put("a", "k", "one", 1);
    expect(await store.remove("a", "k", "one", version + 1)).toBe(false);
    expect(await store.remove("a", "k", "one", version)).toBe(true);
    expect(await store.remove("a", "k", "one")).toBe(false);
    expect(await store.count("a", "k")).toBe(0);
  });

  test("lists newest first, page by page, although documents go in between", async () => {
    const store = await make();
    for (let n = 1; n <= 5; n++) await store.insert("a", "k", `key ${n}`, n);
    const first = await store.list("a", "k", { limit: 2 });
    expect(first.map(({ value }) => value)).toEqual([5, 4]);
    await store.remove("a", "k", "key 4");
    await store.insert("a", "k", "key 6", 6);
    const after = first[1]?.sequence ?? 0;
    expect((await store.list("a", "k", { after })).map(({ value }) => value)).toEqual([3, 2, 1]);
  });

  test("lists by key in the order of code points", async () => {
    const store = await make();
    const keys = ["\u{1f600}", "\ufb01", "a", "B", "aa", "é", "10", "9"];
    for (const key of keys) await store.put("a", "k", key, null);
    const sorted = ["10", "9", "B", "a", "aa", "é", "\ufb01", "\u{1f600}"];
    const list = async (after?: string) =>
      (await store.list("a", "k", after === undefined ? { order: "key" } : { order: "key", after })).map(
        ({ key }) => key,
      );
    expect(await list()).toEqual(sorted);
    expect(await list("aa")).toEqual(sorted.slice(5));
    expect(await list("ab")).toEqual(sorted.slice(5));
  });

  test("a page has 100 entries unless it says otherwise", async () => {
    const store = await make();
    await Promise.all(Array.from({ length: 120 }, (_unused, n) => store.put("a", "k", `${n}`, n)));
    expect(await store.list("a", "k")).toHaveLength(100);
    expect(await store.list("a", "k", { limit: 1000 })).toHaveLength(120);
    expect(await store.list("a", "k", { order: "key", after: "99" })).toHaveLength(0);
    expect(await store.count("a", "k")).toBe(120);
  });

  test("keeps spaces, kinds and keys apart", async () => {
    const store = await make();
    await store.put("a", "bc", "d", 1);
    await store.put("ab", "c", "d", 2);
    await store.put("a", "b", "cd", 3);
    await store.add("a", "b", 4);
    expect((await store.get("a", "bc", "d"))?.value).toBe(1);
    expect((await store.get("ab", "c", "d"))?.value).toBe(2);
    expect((await store.get("a", "b", "cd"))?.value).toBe(3);
    expect(await store.list("a", "c")).toEqual([]);
  });

  test("a document is what it was when it was written", async () => {
    const store = await make();
    const value = {
      list: [1],
      gone: undefined,
      text: 'NUL \0 half \ud800 "quoted" \u{1f600}',
      deep: { n: -0.1 },
    };
    const written = store.put("a", "k", "one", value);
    value.list.push(2);
    await written;
    const document = await store.get<typeof value>("a", "k", "one");
    document?.value.list.push(3);
    expect((await store.get("a", "k", "one"))?.value).toStrictEqual({
      list: [1],
      text: 'NUL \0 half \ud800 "quoted" \u{1f600}',
      deep: { n: -0.1 },
    });
  });

  test("makes all changes of a transaction, each on top of those before it", async () => {
    const store = await make();
    await store.set("a", "credits", 10);
    const outcome = await store.transact("a", [
      { change: "add", counter: "credits", amount: -4, min: 0 },
      { change: "insert", kind: "session", key: "s1", value: { status: "Approved" } },
      { change: "add", counter: "credits", amount: -6, min: 0 },
      { change: "put", kind: "session", key: "s1", value: { status: "Declined" } },
      { change: "set", counter: "last", value: 7 },
    ]);
    expect(outcome).toEqual({ done: true, results: [6, expect.any(Number), 0, expect.any(Number), 7] });
    expect(await store.read("a", "credits")).toBe(0);
    expect((await store.get("a", "session", "s1"))?.value).toEqual({ status: "Declined" });
  });

  test.each([
    [{ change: "add", counter: "credits", amount: -11, min: 0 }],
    [{ change: "insert", kind: "k", key: "taken", value: 1 }],
    [{ change: "replace", kind: "k", key: "taken", version: 999, value: 1 }],
    [{ change: "remove", kind: "k", key: "absent" }],
    [{ change: "remove", kind: "k", key: "taken", version: 999 }],
  ] as const)("makes no change of a transaction in which %j fails", async (failing) => {
    const store = await make();
    await store.set("a", "credits", 10);
    await store.put("a", "k", "taken", 0);
    const outcome = await store.transact("a", [
      { change: "add", counter: "credits", amount: -1 },
      { change: "insert", kind: "k", key: "new", value: 1 },
      { change: "put", kind: "k", key: "taken", value: 2 },
      failing,
    ]);
    expect(outcome).toEqual({ done: false, failed: 3 });
    expect(await store.read("a", "credits")).toBe(10);
    expect(await store.get("a", "k", "new")).toBeUndefined();
    expect((await store.get("a", "k", "taken"))?.value).toBe(0);
  });

  test("a document removed and inserted in one transaction is a new one", async () => {
    const store = await make();
    await store.put("a", "k", "one", 1);
    await store.put("a", "k", "two", 2);
    await store.transact("a", [
      { change: "remove", kind: "k", key: "one" },
      { change: "insert", kind: "k", key: "one", value: 3 },
    ]);
    expect((await store.list("a", "k")).map(({ value }) => value)).toEqual([3, 2]);
  });

  test("clears a space, or only some kinds of it, or all", async () => {
    const store = await make();
    const fill = async (space: string) => {
      await store.put(space, "session", "s", 1);
      await store.put(space, "user", "u", 1);
      await store.set(space, "n", 1);
    };
    const look = async (space: string) => [
      await store.count(space, "session"),
      await store.count(space, "user"),
      await store.read(space, "n"),
    ];
    await fill("a");
    await fill("b");
    await store.clear("a", ["session", "nothing"]);
    expect([await look("a"), await look("b")]).toEqual([
      [0, 1, 1],
      [1, 1, 1],
    ]);
    await store.clear("a");
    expect([await look("a"), await look("b")]).toEqual([
      [0, 0, undefined],
      [1, 1, 1],
    ]);
    await fill("a");
    await store.clear(undefined, ["user"]);
    expect([await look("a"), await look("b")]).toEqual([
      [1, 0, 1],
      [1, 0, 1],
    ]);
    await store.clear();
    expect([await look("a"), await look("b")]).toEqual([
      [0, 0, undefined],
      [0, 0, undefined],
    ]);
  });

  test("drops the oldest documents of kinds with a bound, in each space for itself, and nothing else", async () => {
    const store = await make({ keep: { session: 3 } });
    for (let n = 1; n <= 5; n++) {
      await store.put("a", "session", `${n}`, n);
      await store.put("a", "user", `${n}`, n);
    }
    await store.put("b", "session", "0", 0);
    await store.put("a", "session", "3", 33);
    expect((await store.list("a", "session")).map(({ value }) => value)).toEqual([5, 4, 33]);
    expect(await store.count("a", "user")).toBe(5);
    expect(await store.count("b", "session")).toBe(1);
    await store.remove("a", "session", "4");
    await store.put("a", "session", "6", 6);
    expect((await store.list("a", "session")).map(({ value }) => value)).toEqual([6, 5, 33]);
    await store.clear("a");
    for (let n = 1; n <= 4; n++) await store.put("a", "session", `${n}`, n);
    expect(await store.count("a", "session")).toBe(3);
  });

  test("drops by age also what a transaction removes and adds again", async () => {
    const store = await make({ keep: { session: 1 } });
    await store.put("a", "session", "one", 1);
    await store.transact("a", [
      { change: "insert", kind: "session", key: "two", value: 2 },
      { change: "remove", kind: "session", key: "one" },
      { change: "insert", kind: "session", key: "one", value: 3 },
    ]);
    expect((await store.list("a", "session")).map(({ value }) => value)).toEqual([3]);
  });

  test("rejects as full what does not fit, keeps what there is, and takes writes again after a clearing", async () => {
    const store = await make({ maxBytes: 300_000 });
    await store.set("a", "credits", 5);
    const text = "x".repeat(10_000);
    const writes = Array.from({ length: 100 }, (_unused, n) => store.put("a", "k", `${n}`, text));
    const outcomes = await Promise.allSettled(writes);
    const kept = outcomes.flatMap(({ status }, n) => (status === "fulfilled" ? [`${n}`] : []));
    expect(kept.length).toBeGreaterThan(5);
    expect(kept.length).toBeLessThan(40);
    expect(await catchReason(store.put("a", "k", "one more", text))).toBe("full");
    expect((await store.list("a", "k", { limit: 1000 })).map(({ key }) => key).sort()).toEqual(kept.sort());
    expect(await store.add("a", "credits", -1)).toBe(4);
    await store.clear("a", ["k"]);
    expect(await store.put("a", "k", "one more", text)).toBeGreaterThan(0);
  });

  test.each([
    ["an empty name", (store) => store.add("a", "", 1)],
    ["an empty space", (store) => store.list("", "k")],
    ["a name too long", (store) => store.get("a", "k", "x".repeat(513))],
    ["NUL in a name", (store) => store.put("a", "k", "a\0b", 1)],
    ["half a surrogate pair in a name", (store) => store.put("a", "k", "a\ud800", 1)],
    ["a broken amount", (store) => store.add("a", "n", 0.5)],
    ["an endless amount", (store) => store.add("a", "n", 1e308)],
    ["a broken start", (store) => store.add("a", "n", 1, { start: Number.NaN })],
    ["a broken value", (store) => store.set("a", "n", 1.5)],
    ["a page without entries", (store) => store.list("a", "k", { limit: 0 })],
    ["a page too long", (store) => store.listCounters("a", { limit: 1001 })],
    ["a value that JSON does not know", (store) => store.put("a", "k", "one", undefined as unknown as Json)],
    ["a document too large", (store) => store.put("a", "k", "one", "x".repeat(17 * 1024 * 1024))],
  ] satisfies [string, (store: Awaited<ReturnType<typeof make>>) => Promise<unknown>][])(
    "refuses %s",
    async (_what, act) => {
      expect(await catchReason(act(await make()))).toBe("invalid");
    },
  );

  test("rejects every call after closing, which can be repeated", async () => {
    const store = await make();
    await store.add("a", "n", 1);
    await Promise.all([store.close(), store.close()]);
    await store.close();
    expect(await catchReason(store.add("a", "n", 1))).toBe("closed");
    expect(await catchReason(store.list("a", "k"))).toBe("closed");
  });
});
