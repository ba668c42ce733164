import fc from "fast-check";
import { expect, test } from "vitest";
import type { Change } from "../../../src/sandbox/store/change.ts";
import { compareKeys } from "../../../src/sandbox/store/compare-keys.ts";
import { createMemoryStore } from "../../../src/sandbox/store/memory-store.ts";
import type { Json } from "../../../src/sandbox/store/state-store.ts";
import { createStateModel, type StateModel } from "../../helpers/state-model.ts";
import { createDataPath, openStore } from "../../helpers/state-stores.ts";

const keep = { session: 1 };
const spaces = ["a", "b"];
const kinds = ["session", "user"];
const space = fc.constantFrom(...spaces);
const kind = fc.constantFrom(...kinds);
const counter = fc.constantFrom("n", "m", "\u{1f600}");
const key = fc.constantFrom("1", "\ufb01", "\u{1f600}");
const amount = fc.integer({ min: -5, max: 5 });
const limit = fc.integer({ min: 1, max: 4 });
// Versions and sequence numbers are counted from where a run starts, so that small ones hit.
const number = fc.nat(12);
// A negative zero is none any more once JSON has carried it.
const value = fc.jsonValue().map((json) => JSON.parse(JSON.stringify(json)) as Json);

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record(
    {
      change: fc.constant("add" as const),
      counter,
      amount,
      min: fc.constant(-9),
      max: fc.nat(9),
      start: amount,
    },
    { requiredKeys: ["change", "counter", "amount"] },
  ),
  fc.record({ change: fc.constant("set" as const), counter, value: fc.option(amount) }),
  fc.record({ change: fc.constant("put" as const), kind, key, value }),
  fc.record({ change: fc.constant("insert" as const), kind, key, value }),
  fc.record({ change: fc.constant("replace" as const), kind, key, value, version: number }),
  fc.record({ change: fc.constant("remove" as const), kind, key }),
  fc.record({ change: fc.constant("remove" as const), kind, key, version: number }),
);

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ at: space, changes: fc.array(change, { minLength: 1, maxLength: 6 }) }),
  },
  fc.record({ at: space, counter }),
  fc.record({ at: space, kind, key }),
  fc.record({ at: space, kind, newest: limit, after: number }),
  fc.record({ at: space, kind, byKey: limit, after: fc.option(key, { nil: undefined }) }),
  fc.record({ at: space, counters: limit, after: counter }),
  fc.record({
    cleared: fc.option(space, { nil: undefined }),
    kinds: fc.option(fc.subarray(kinds), { nil: undefined }),
  }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Takes one step; versions and sequence numbers of it count from `base`. */
function take(store: StateModel, one: Step, base: number): Promise<unknown> {
  if ("cleared" in one) return store.clear(one.cleared, one.kinds);
  const { at } = one;
  if ("changes" in one) {
    const shifted = one.changes.map((given) =>
      "version" in given && given.version !== undefined ? { ...given, version: base + given.version } : given,
    );
    return store.transact(at, shifted);
  }
  if ("counters" in one) return store.listCounters(at, { limit: one.counters, after: one.after });
  if ("counter" in one) return store.read(at, one.counter);
  if ("newest" in one) return store.list(at, one.kind, { limit: one.newest, after: base + one.after });
  if ("key" in one) return store.get(at, one.kind, one.key);
  const page = { order: "key", limit: one.byKey } as const;
  return store.list(at, one.kind, one.after === undefined ? page : { ...page, after: one.after });
}

/** Everything that is in a store. */
function readAll(store: StateModel): Promise<unknown> {
  return Promise.all(
    spaces.flatMap((at) => [
      store.listCounters(at),
      ...kinds.flatMap((of) => [
        store.list(at, of),
        store.list(at, of, { order: "key" }),
        store.count(at, of),
      ]),
    ]),
  );
}

test("memory, file and the plainest store agree on any sequence of steps, together or one after the other", async () => {
  const stores = [
    createStateModel(keep),
    createMemoryStore({ keep }),
    await openStore(createDataPath(), { keep }),
  ];
  const run = async (store: StateModel, list: readonly { readonly one: Step; readonly waits: boolean }[]) => {
    await store.clear();
    const start = await store.transact("a", [
      { change: "insert", kind: "session", key: "1", value: null },
      { change: "remove", kind: "session", key: "1" },
    ]);
    const base = start.done ? (start.results[0] ?? 0) : 0;
    const answers: Promise<unknown>[] = [];
    for (const { one, waits } of list) {
      const answer = take(store, one, base);
      answers.push(answer);
      if (waits) await answer;
    }
    return [...(await Promise.all(answers)), await readAll(store)];
  };
  const sequence = fc.array(fc.record({ one: step, waits: fc.boolean() }), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(sequence, async (list) => {
      const [expected, ...others] = await Promise.all(stores.map((store) => run(store, list)));
      for (const answers of others) expect(answers).toEqual(expected);
    }),
    { numRuns: 300 },
  );
}, 60_000);

test("keys are compared as their UTF-8 bytes are", () => {
  const text = fc.string({ unit: "binary" });
  fc.assert(
    fc.property(text, text, (one, other) => {
      const expected = Buffer.compare(Buffer.from(one), Buffer.from(other));
      expect(Math.sign(compareKeys(one, other))).toBe(expected);
    }),
  );
});
