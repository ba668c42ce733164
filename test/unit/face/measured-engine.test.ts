import { expect, test } from "vitest";
import { UnreadableImageError } from "../../../src/face/engine.ts";
import { createMeasuredEngine } from "../../../src/face/measured-engine.ts";
import { createFacts } from "../../helpers/facts.ts";
import { createFakeEngine } from "../../helpers/fake-engine.ts";
import { createSlowEngine } from "../../helpers/slow-engine.ts";

const bytes = Buffer.from("photo");

test("each analysis that gives facts is timed, with its facts and options passed on", async () => {
  const times: number[] = [];
  const facts = createFacts();
  const fake = createFakeEngine([facts]);
  const engine = createMeasuredEngine(fake, (seconds) => times.push(seconds));
  const options = { rotate: true, signal: new AbortController().signal };
  expect(await engine.analyze(bytes, options)).toBe(facts);
  await engine.analyze(bytes, { rotate: false });
  expect(fake.asked).toEqual([options, { rotate: false }]);
  expect(times).toHaveLength(2);
  for (const seconds of times) expect(seconds).toBeGreaterThanOrEqual(0);
});

test("analyses that fail are not timed, and their errors are passed on", async () => {
  const times: number[] = [];
  const engine = createMeasuredEngine(createFakeEngine(["unreadable"]), (seconds) => times.push(seconds));
  await expect(engine.analyze(bytes, { rotate: false })).rejects.toThrow(UnreadableImageError);
  expect(times).toEqual([]);
});

test("an analysis is timed when it ends, in seconds", async () => {
  const times: number[] = [];
  const slow = createSlowEngine();
  const engine = createMeasuredEngine(slow, (seconds) => times.push(seconds));
  const startMs = performance.now();
  const call = engine.analyze(bytes, { rotate: false });
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(times).toEqual([]);
  await slow.finish();
  await call;
  const tookSeconds = (performance.now() - startMs) / 1000;
  expect(times[0]).toBeGreaterThan(0.02);
  expect(times[0]).toBeLessThanOrEqual(tookSeconds);
});

test("version, readiness and close are those of the engine inside", async () => {
  let closed = 0;
  const inner = {
    ...createFakeEngine([]),
    version: "one",
    async close() {
      closed += 1;
    },
  };
  const engine = createMeasuredEngine(inner, () => {});
  expect([engine.version, engine.ready]).toEqual(["one", inner.ready]);
  inner.version = "two";
  expect(engine.version).toBe("two");
  await engine.close();
  expect(closed).toBe(1);
});
