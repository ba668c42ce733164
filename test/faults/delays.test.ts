import { expect, test } from "vitest";
import { type LiveServer, startLiveServer } from "../helpers/live-server.ts";
import { openRawClient } from "../helpers/raw-client.ts";
import { createFaceMatch, createSelfie, fetchToken, sendUpload, toRequestBytes } from "../helpers/uploads.ts";

const stages = ["before_auth", "before_validation", "normal"] as const;
const outcomes = [
  "real",
  "{ error: unavailable }",
  "{ http: { status: 502 } }",
  "{ score: 12 }",
  "{ code: 706 }",
];
const cases = stages.flatMap((stage) =>
  outcomes.map((outcome) => ({
    stage,
    outcome,
    toUpload: async (url: string) =>
      outcome.includes("code") ? createSelfie(await fetchToken(url)) : createFaceMatch(),
  })),
);

/** How long the calls of the scenario were held back, as the journal says, in milliseconds. */
function listDelays({ records }: LiveServer): number[] {
  return records.filter(({ scenario }) => scenario !== "none").map(({ timings }) => timings.delay ?? -1);
}

test.each(cases)("$outcome at stage $stage comes after its delay", async ({ stage, outcome, toUpload }) => {
  const operation = "[didit.face-match, apptenticate.liveness]";
  const named = outcome.includes("score")
    ? "didit.face-match"
    : outcome.includes("code")
      ? "apptenticate.liveness"
      : operation;
  const server = await startLiveServer({
    files: { "late.yaml": `operation: ${named}\nstage: ${stage}\noutcome: ${outcome}\ndelay: 60ms\n` },
  });
  const upload = await toUpload(server.url);
  const startMs = performance.now();
  const response = await sendUpload(server.url, upload);
  // Timers of Node may fire a millisecond early.
  expect(performance.now() - startMs).toBeGreaterThan(58);
  expect(response.headers.get("server-timing")).toMatch(/delay;dur=\d/);
  expect(listDelays(server).every((delayMs) => delayMs > 58)).toBe(true);
});

test.each(stages)("a uniform delay at stage %s stays within its bounds and varies", async (stage) => {
  const server = await startLiveServer({
    files: {
      "late.yaml": `stage: ${stage}\noutcome: { error: unavailable }\ndelay: { uniform: [20ms, 80ms] }\n`,
    },
  });
  await Promise.all(Array.from({ length: 12 }, () => sendUpload(server.url, createFaceMatch())));
  const delays = listDelays(server);
  expect(delays).toHaveLength(12);
  expect(Math.min(...delays)).toBeGreaterThan(18);
  // Above the bound only by what a busy machine adds.
  expect(Math.min(...delays)).toBeLessThan(80);
  expect(new Set(delays.map(Math.round)).size).toBeGreaterThan(4);
});

test("delays of a distribution repeat with the seed, and differ with another", async () => {
  const listFor = async (seed: string) => {
    const server = await startLiveServer({
      options: { seed },
      files: {
        "late.yaml":
          "stage: before_auth\noutcome: { error: unavailable }\ndelay: { lognormal: { median: 10ms, sigma: 0.5 } }\n",
      },
    });
    for (let call = 0; call < 5; call += 1) await sendUpload(server.url, createFaceMatch());
    return listDelays(server);
  };
  const first = await listFor("one");
  expect(first.every((delayMs) => delayMs > 1 && delayMs < 100)).toBe(true);
  expect(await listFor("one")).toEqual(first);
  expect(await listFor("other")).not.toEqual(first);
});

test.each(stages)("a fault at stage %s comes after its delay", async (stage) => {
  for (const fault of ["reset", "empty", "garbage", "truncate"]) {
    const server = await startLiveServer({
      files: { "late.yaml": `stage: ${stage}\noutcome: { fault: ${fault} }\ndelay: 60ms\n` },
    });
    const startMs = performance.now();
    const raw = openRawClient(server.port, toRequestBytes(createFaceMatch()));
    expect(await raw.ended).toBe(fault === "reset" ? "ECONNRESET" : "end");
    expect(performance.now() - startMs).toBeGreaterThan(58);
    expect(server.records).toHaveLength(1);
  }
});

test("a magic delay holds the answer back, beside whatever else is ordered", async () => {
  const server = await startLiveServer();
  for (const order of [
    "stunt:delay=60ms",
    "stunt:score=12,delay=60ms",
    "stunt:error=unavailable,delay=60ms",
  ]) {
    const startMs = performance.now();
    await sendUpload(server.url, createFaceMatch({ vendor_data: order }));
    expect(performance.now() - startMs).toBeGreaterThan(58);
  }
  expect(listDelays(server).map((delayMs) => delayMs > 58)).toEqual([true, true, true]);
});
