import type { SoakResult } from "./run-soak.ts";
import { toSeries } from "./samples.ts";
import { measureTrend, type Trend, toBlocks } from "./trend.ts";

/** One requirement, what was measured, and whether it is met; undefined where the run was too short to tell. */
export type SoakCheck = {
  readonly name: string;
  readonly measured: string;
  readonly limit: string;
  readonly isMet: boolean | undefined;
};

/** Seconds of a block, and blocks that a trend needs: two minutes. */
const blockSamples = 5;
const leastBlocks = 24;
/** What counts as no growth, per minute and as a share of the memory: half an hour of it adds less than the garbage collector moves. */
const flatShare = 0.005;
const mostDelayMs = 50;
/** An idle process that is later than this is kept waiting by others. */
const mostIdleDelayMs = 10;
const spareDescriptors = 8;

/** Holds what was seen against what is required. */
export function judgeSoak(result: SoakResult): SoakCheck[] {
  const { traffic, end, errors, descriptorsBefore, descriptorsAfter, analysisRestarts } = result;
  return [
    {
      name: "no crash",
      measured: end ?? "runs",
      limit: "runs",
      isMet: end === undefined,
    },
    {
      name: "nothing on standard error",
      measured: errors === "" ? "nothing" : errors.slice(0, 200).trim(),
      limit: "nothing",
      isMet: errors === "",
    },
    {
      name: "wrong or missing answers",
      measured: String(traffic.failed),
      limit: "0",
      isMet: traffic.failed === 0,
    },
    {
      name: "analysis process replaced",
      measured: String(analysisRestarts),
      limit: "0",
      isMet: analysisRestarts === 0,
    },
    judgeMemory("growth of the server's RSS", result, "serverMB"),
    judgeMemory("growth of the analysis process's RSS", result, "analysisMB"),
    judgeDelay(result),
    {
      name: "open descriptors after the load",
      measured: `${descriptorsAfter ?? "unknown"} (${descriptorsBefore ?? "unknown"} before)`,
      limit: `at most ${spareDescriptors} more`,
      isMet:
        descriptorsBefore === undefined || descriptorsAfter === undefined
          ? undefined
          : descriptorsAfter <= descriptorsBefore + spareDescriptors,
    },
  ];
}

/** Where others keep even an idle process waiting, only that part of the delays counts in which the server computed itself. */
function judgeDelay({ delayP99Ms, ownDelayP99Ms, idleDelayP99Ms }: SoakResult): SoakCheck {
  const isDisturbed = idleDelayP99Ms > mostIdleDelayMs;
  const judged = isDisturbed ? ownDelayP99Ms : delayP99Ms;
  return {
    name: "event loop delay p99",
    measured: `${judged.toFixed(1)} ms${isDisturbed ? ` of its own, ${delayP99Ms.toFixed(1)} ms with those of others` : ""}`,
    limit: `< ${mostDelayMs} ms`,
    isMet: judged < mostDelayMs,
  };
}

function judgeMemory(name: string, { samples }: SoakResult, series: "serverMB" | "analysisMB"): SoakCheck {
  const blocks = toBlocks(toSeries(samples, series), blockSamples);
  const middle = blocks[Math.floor(blocks.length / 2)]?.value ?? 0;
  const limitMB = middle * flatShare;
  const trend = measureTrend(blocks);
  const limit = `95 % interval reaches below ${limitMB.toFixed(1)} MB/min (0.5 %)`;
  if (blocks.length < leastBlocks) return { name, measured: "too short to tell", limit, isMet: undefined };
  return { name, measured: toText(trend), limit, isMet: trend.low <= limitMB };
}

function toText({ slope, low, high }: Trend): string {
  return `${slope.toFixed(2)} MB/min (${low.toFixed(2)} to ${high.toFixed(2)})`;
}
