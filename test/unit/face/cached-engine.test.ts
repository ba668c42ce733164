import { expect, test } from "vitest";
import { createCachedEngine } from "../../../src/face/cached-engine.ts";
import { AbandonedError } from "../../../src/face/engine.ts";
import { createFacts } from "../../helpers/facts.ts";
import { createFakeEngine } from "../../helpers/fake-engine.ts";
import { createSlowEngine } from "../../helpers/slow-engine.ts";

const plain = { rotate: false };
const toPhoto = (text: string) => Buffer.from(text);

test("the same bytes are looked at once, however they are held", async () => {
  const fake = createFakeEngine([createFacts()]);
  const engine = createCachedEngine(fake, 1_000_000);
  const first = await engine.analyze(toPhoto("one"), plain);
  expect(await engine.analyze(new Uint8Array(toPhoto("one")), plain)).toBe(first);
  expect(fake.asked).toHaveLength(1);
});

test("other bytes and other options are looked at anew", async () => {
  const fake = createFakeEngine([createFacts()]);
  const engine = createCachedEngine(fake, 1_000_000);
  await engine.analyze(toPhoto("one"), plain);
  await engine.analyze(toPhoto("two"), plain);
  await engine.analyze(toPhoto("one"), { rotate: true });
  expect(fake.asked).toHaveLength(3);
});

test("an engine that learns its version with the first photo knows that photo, too", async () => {
  const fake = createFakeEngine([createFacts()]);
  let version = "not loaded";
  const engine = createCachedEngine(
    {
      ...fake,
      get version() {
        return version;
      },
      async analyze(...call) {
        version = "loaded";
        return fake.analyze(...call);
      },
    },
    1_000_000,
  );
  const first = await engine.analyze(toPhoto("one"), plain);
  expect(await engine.analyze(toPhoto("one"), plain)).toBe(first);
  expect(fake.asked).toHaveLength(1);
});

test("calls at the same time share one analysis, failures included, and failures are not remembered", async () => {
  const slow = createSlowEngine();
  const engine = createCachedEngine(slow, 1_000_000);
  const calls = [1, 2, 3].map(() => engine.analyze(toPhoto("one"), plain));
  expect(slow.signals).toHaveLength(1);
  const failures = Promise.allSettled(calls);
  await slow.finish(new Error("broken"));
  expect((await failures).map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  const again = engine.analyze(toPhoto("one"), plain);
  await slow.finish();
  expect((await again).faces).toHaveLength(1);
});

test("the facts used last are kept, within the bound", async () => {
  const fake = createFakeEngine([createFacts()]);
  // One face takes 12,500 bytes by the engine's own account.
  const engine = createCachedEngine(fake, 26_000);
  for (const text of ["one", "two", "one", "three", "one"]) await engine.analyze(toPhoto(text), plain);
  expect(fake.asked).toHaveLength(3);
  await engine.analyze(toPhoto("two"), plain);
  expect(fake.asked).toHaveLength(4);
});

test("an analysis goes on while somebody waits and is dropped when the last one has left", async () => {
  const slow = createSlowEngine();
  const engine = createCachedEngine(slow, 1_000_000);
  const [one, other] = [new AbortController(), new AbortController()];
  const calls = [one, other].map(({ signal }) =>
    expect(engine.analyze(toPhoto("one"), { ...plain, signal })).rejects.toThrow(AbandonedError),
  );
  one.abort();
  await calls[0];
  expect(slow.signals[0]?.aborted).toBe(false);
  other.abort();
  await calls[1];
  expect(slow.signals[0]?.aborted).toBe(true);
  void engine.analyze(toPhoto("one"), plain);
  expect(slow.signals).toHaveLength(2);
});

test("each call says once whether its facts were known or under way", async () => {
  const slow = createSlowEngine();
  const hits: boolean[] = [];
  const engine = createCachedEngine(slow, 1_000_000, (hit) => hits.push(hit));
  const [first, joined] = [1, 2].map(() => engine.analyze(toPhoto("one"), plain));
  expect(hits).toEqual([false, true]);
  await slow.finish();
  await Promise.all([first, joined]);
  await engine.analyze(toPhoto("one"), plain);
  expect(hits).toEqual([false, true, true]);
  void engine.analyze(toPhoto("one"), { rotate: true });
  expect(hits).toEqual([false, true, true, false]);
});

test("a failed or dropped analysis is looked up anew", async () => {
  const slow = createSlowEngine();
  const hits: boolean[] = [];
  const engine = createCachedEngine(slow, 1_000_000, (hit) => hits.push(hit));
  const failed = expect(engine.analyze(toPhoto("one"), plain)).rejects.toThrow("broken");
  await slow.finish(new Error("broken"));
  await failed;
  const controller = new AbortController();
  const { signal } = controller;
  const dropped = expect(engine.analyze(toPhoto("one"), { ...plain, signal })).rejects.toThrow(
    AbandonedError,
  );
  controller.abort();
  await dropped;
  void engine.analyze(toPhoto("one"), plain);
  expect(hits).toEqual([false, false, false]);
});
