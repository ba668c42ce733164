import fc from "fast-check";
import { expect, test } from "vitest";
import { drawDelay, toDelay, type WrittenDelay } from "../../../src/scenarios/delay.ts";
import { maxDelayMs, parseDuration } from "../../../src/scenarios/duration.ts";
import { createDraw } from "../../../src/scenarios/random.ts";
import { createStore, select } from "../../helpers/scenarios.ts";

function draw(written: WrittenDelay, seed: string): number {
  return drawDelay(toDelay(written), createDraw(seed));
}

test.each([
  ["800ms", 800],
  ["2s", 2000],
  ["0ms", 0],
  ["1.5s", 1500],
  ["0.5ms", 0.5],
  ["3600s", 3_600_000],
  ["3600000ms", 3_600_000],
])("the time %s is %d ms", (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test.each(["3600.1s", "1h", "2", "-1s", "1 s", "s", "", `${"9".repeat(400)}s`])("%j is no time", (text) => {
  expect(parseDuration(text)).toBeUndefined();
});

test("a fixed delay is always the same", () => {
  for (const seed of ["a", "b", "c"]) expect(draw("800ms", seed)).toBe(800);
});

test("a uniform delay stays within its bounds, fills them and repeats with the seed", () => {
  const uniform = { uniform: ["200ms", "0.9s"] };
  const drawn = Array.from({ length: 500 }, (_, index) => draw(uniform, `seed-${index}`));
  for (const ms of drawn) {
    expect(ms).toBeGreaterThanOrEqual(200);
    expect(ms).toBeLessThan(900);
  }
  expect(Math.min(...drawn)).toBeLessThan(250);
  expect(Math.max(...drawn)).toBeGreaterThan(850);
  expect(drawn).toEqual(Array.from({ length: 500 }, (_, index) => draw(uniform, `seed-${index}`)));
  expect(draw({ uniform: ["300ms", "300ms"] }, "any")).toBe(300);
});

test("a lognormal delay has its median in the middle, a long tail, and repeats with the seed", () => {
  const lognormal = { lognormal: { median: "100ms", sigma: 1 } };
  const drawn = Array.from({ length: 999 }, (_, index) => draw(lognormal, `seed-${index}`));
  const sorted = [...drawn].sort((a, b) => a - b);
  expect(sorted[0]).toBeGreaterThan(0);
  expect(sorted[499]).toBeGreaterThan(80);
  expect(sorted[499]).toBeLessThan(125);
  // A tenth of a lognormal distribution with sigma 1 lies beyond 3.6 times its median.
  expect(sorted[949]).toBeGreaterThan(360);
  expect(drawn).toEqual(Array.from({ length: 999 }, (_, index) => draw(lognormal, `seed-${index}`)));
  expect(draw({ lognormal: { median: "100ms", sigma: 0 } }, "any")).toBe(100);
});

test("no delay is ever longer than an hour, none negative", () => {
  const time = fc.integer({ min: 0, max: maxDelayMs }).map((ms) => `${ms}ms`);
  const sigma = fc.double({ min: 0, max: 5, noNaN: true });
  fc.assert(
    fc.property(
      fc.oneof(time, fc.record({ lognormal: fc.record({ median: time, sigma }) })),
      fc.string(),
      (written, seed) => {
        const ms = draw(written, seed);
        expect(ms).toBeGreaterThanOrEqual(0);
        expect(ms).toBeLessThanOrEqual(maxDelayMs);
      },
    ),
  );
});

const slow = "id: s\noutcome: real\ndelay: { uniform: [1ms, 1000s] }";

test("each call draws a delay of its own, the same again in another run with the seed", () => {
  const draws = (seed: string) => {
    const store = createStore(slow, "", seed);
    return Array.from({ length: 5 }, () => select(store)?.delayMs);
  };
  expect(new Set(draws("a")).size).toBe(5);
  expect(draws("a")).toEqual(draws("a"));
  expect(draws("a")).not.toEqual(draws("b"));
});

test("each step has its own delay, none where none is given", () => {
  const store = createStore(
    "id: s\nsteps: [{ outcome: real, delay: 5ms }, { outcome: real }, { outcome: real, delay: 7ms }]",
  );
  expect(Array.from({ length: 3 }, () => select(store)?.delayMs)).toEqual([5, 0, 7]);
});

test("an order can name a scenario and a delay, which add up", () => {
  const store = createStore("id: s\nwhen: { vendor_data: never }\noutcome: real\ndelay: 5ms");
  expect(select(store, {}, { magic: ["stunt:s,delay=7ms"] })?.delayMs).toBe(12);
});
