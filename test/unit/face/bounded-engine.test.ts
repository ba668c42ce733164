import { expect, test } from "vitest";
import { createBoundedEngine } from "../../../src/face/bounded-engine.ts";
import { AbandonedError, EngineBusyError } from "../../../src/face/engine.ts";
import { createSlowEngine } from "../../helpers/slow-engine.ts";

const photo = new Uint8Array(10);
const plain = { rotate: false };

function createEngine(bounds = {}) {
  const slow = createSlowEngine();
  const all = { maxPictures: 3, maxBytes: 1000, maxUnderWay: 1, ...bounds };
  return { slow, engine: createBoundedEngine(slow, all) };
}

test("pictures are handed on in order, as many at a time as allowed", async () => {
  const { slow, engine } = createEngine();
  const order: number[] = [];
  const calls = [1, 2, 3].map((number) => engine.analyze(photo, plain).then(() => order.push(number)));
  await new Promise(setImmediate);
  expect(slow.signals).toHaveLength(1);
  await slow.finish();
  expect(slow.signals).toHaveLength(2);
  await slow.finish();
  await slow.finish();
  await Promise.all(calls);
  expect(order).toEqual([1, 2, 3]);
});

test("beyond the number of pictures calls are refused, and taken again when one has left", async () => {
  const { slow, engine } = createEngine();
  const calls = [1, 2, 3].map(() => engine.analyze(photo, plain));
  await expect(engine.analyze(photo, plain)).rejects.toThrow(EngineBusyError);
  await slow.finish();
  const later = engine.analyze(photo, plain);
  for (let call = 0; call < 3; call++) await slow.finish();
  await Promise.all([...calls, later]);
});

test("beyond the bytes calls are refused, but a single large picture is taken", async () => {
  const { slow, engine } = createEngine({ maxBytes: 15 });
  const large = engine.analyze(new Uint8Array(100), plain);
  await expect(engine.analyze(photo, plain)).rejects.toThrow(EngineBusyError);
  await slow.finish();
  await large;
});

test("a failure frees its place", async () => {
  const { slow, engine } = createEngine();
  const failed = expect(engine.analyze(photo, plain)).rejects.toThrow("broken");
  const next = engine.analyze(photo, plain);
  await slow.finish(new Error("broken"));
  await failed;
  await slow.finish();
  await next;
});

test("a picture that nobody waits for leaves the queue without being looked at", async () => {
  const { slow, engine } = createEngine();
  const first = engine.analyze(photo, plain);
  const client = new AbortController();
  const left = expect(engine.analyze(photo, { ...plain, signal: client.signal })).rejects.toThrow(
    AbandonedError,
  );
  client.abort();
  await left;
  await slow.finish();
  await first;
  expect(slow.signals).toHaveLength(1);
  await expect(engine.analyze(photo, { ...plain, signal: client.signal })).rejects.toThrow(AbandonedError);
});
