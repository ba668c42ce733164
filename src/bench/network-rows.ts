import type { CallSummary } from "./load.ts";
import type { BenchResult } from "./result.ts";
import { measureRatio, type Row } from "./row.ts";
import type { ByRuntime } from "./runtimes.ts";

/** Networks, stages and whole checks, which every runtime was asked for. */
export function toNetworkRows({ networks: { medians }, engines }: BenchResult): Row[] {
  const ms = (name: string, values: ByRuntime<number>): Row => ({ name, unit: "ms", values });
  return [
    ms("network: detector, input 512", medians.detector512),
    ms("network: detector, input 320", medians.detector320),
    ms("network: landmarks", medians.landmarks),
    ms("network: age and gender", medians.ageGender),
    ms("network: descriptor", medians.descriptor),
    ms("stage: decode the JPEG", medians.decode),
    ms("stage: find faces (the runtime's cascade)", medians.detect),
    ms("stage: describe the face (three networks)", medians.describe),
    ms("stage: measure the face (no network)", medians.measure),
    ...toOverheadRows({ medians, engines }),
    toNewPhotoRow(engines.newPhoto),
    ms("passive-liveness, new photo, 95th percentile", toValues(engines.newPhoto, "p95Ms")),
    toKnownPhotoRow(engines.knownPhoto),
  ];
}

type Parts = {
  readonly medians: BenchResult["networks"]["medians"];
  readonly engines: BenchResult["engines"];
};

// Differences of medians; beside a runtime that takes hundreds of milliseconds they would be noise.
function toOverheadRows({ medians, engines }: Parts): Row[] {
  const check = engines.newPhoto.native2;
  if (check === undefined) return [];
  const stages = [medians.decode, medians.detect, medians.describe, medians.measure];
  const analysisMs = stages.reduce((sum, { native2 = Number.NaN }) => sum + native2, 0);
  return [
    {
      name: "stage: sha256, to the analysis process and back (difference)",
      unit: "ms",
      values: { native2: check.engineMs - analysisMs },
    },
    {
      name: "stage: client, HTTP, form, verdict (difference)",
      unit: "ms",
      values: { native2: check.p50Ms - check.engineMs },
    },
  ];
}

const leastRatio = 8;

function toNewPhotoRow(newPhoto: ByRuntime<CallSummary>): Row {
  const values = toValues(newPhoto, "p50Ms");
  const ratio = measureRatio({ values });
  return {
    name: "passive-liveness, new photo, p50, one client",
    unit: "ms",
    values,
    target: {
      text: `<= 1/${leastRatio} of tfjs-WASM`,
      isMet: ratio === undefined ? undefined : ratio >= leastRatio,
    },
  };
}

const mostKnownMs = 5;

function toKnownPhotoRow(knownPhoto: ByRuntime<CallSummary>): Row {
  const values = toValues(knownPhoto, "p50Ms");
  const { native2 } = values;
  const isMet = native2 === undefined ? undefined : native2 <= mostKnownMs;
  return {
    name: "passive-liveness, the same photo again, p50",
    unit: "ms",
    values,
    target: { text: `<= ${mostKnownMs} ms`, isMet },
  };
}

function toValues(summaries: ByRuntime<CallSummary>, key: keyof CallSummary): ByRuntime<number> {
  return Object.fromEntries(Object.entries(summaries).map(([name, summary]) => [name, summary[key]]));
}
