import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import type { FaceEngine } from "../../src/face/engine.ts";
import { createFacts } from "../helpers/facts.ts";
import { startLiveServer } from "../helpers/live-server.ts";
import { createFaceMatch, createLivenessCheck, sendUpload, type Upload } from "../helpers/uploads.ts";

/** How many calls the journal of a space holds. */
const journalRecords = 1_000;
const calls = 1_000;
/** The calls bring 300 MB; those of one way of answering 60 MB. */
const maxGrowthBytes = 6_000_000;

const ways = ["real", "forced", "early", "cut", "reset"];
const scenarios = `scenarios:
  - { id: forced, when: { header: { x-way: forced } }, outcome: { score: 12, detection: skip } }
  - { id: early, stage: before_auth, when: { header: { x-way: early } }, outcome: { error: unavailable } }
  - { id: cut, when: { header: { x-way: cut } }, delay: 1ms, outcome: { fault: truncate } }
  - { id: reset, when: { header: { x-way: reset } }, outcome: { fault: reset } }
`;

/** Unlike the fake engine it does not note what it was asked. */
const forgetfulEngine: FaceEngine = {
  version: "forgetful",
  ready: Promise.resolve(),
  analyze: async () => createFacts(),
  close: async () => undefined,
};

/** Bytes that are still held when everything that can be collected is. */
function measureHeld(): number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

test(`${calls} uploads leave nothing in memory once the journal is full`, { timeout: 120_000 }, async () => {
  const { url } = await startLiveServer({
    files: { "all.yaml": scenarios },
    parts: { engine: forgetfulEngine, record: () => undefined },
  });
  const callMany = async (count: number, upload: Upload) => {
    for (let sent = 0; sent < count; sent += ways.length)
      await Promise.all(
        ways.map((way) =>
          sendUpload(url, upload, { "x-way": way })
            .then((answer) => answer.arrayBuffer())
            .catch(() => undefined),
        ),
      );
  };
  await callMany(journalRecords, createLivenessCheck());
  await callMany(100, createFaceMatch());
  const before = measureHeld();
  await callMany(calls, createFaceMatch());
  expect(measureHeld() - before).toBeLessThan(maxGrowthBytes);
});
