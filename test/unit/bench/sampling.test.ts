import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { sampleDuring } from "../../../src/bench/sampling.ts";

test("values are read while the work runs, without those that could not be read", async () => {
  let reads = 0;
  let finish: (value: unknown) => void = () => undefined;
  const work = new Promise((resolve) => {
    finish = resolve;
  });
  const read = async () => {
    reads += 1;
    if (reads === 5) finish(undefined);
    return reads % 2 === 0 ? reads : undefined;
  };
  const samples = await sampleDuring(read, 2, () => work);
  expect(samples.slice(0, 2)).toEqual([2, 4]);
  const readsAfter = reads;
  await sleep(20);
  expect(reads).toBe(readsAfter);
});

test("work that fails ends the reading and rejects", async () => {
  const work = () => Promise.reject(new Error("no server"));
  await expect(sampleDuring(async () => 1, 1, work)).rejects.toThrow("no server");
});
