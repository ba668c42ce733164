import { sendForcedCall } from "./forced-call.ts";
import type { StampedForms } from "./forced-form.ts";
import { holdOthers, type MeasuredServer, startBareServer } from "./measured-server.ts";
import { withScenarioServer } from "./scenario-server.ts";
import { measureMedian, measureQuantile } from "./statistics.ts";
import type { OnProgress } from "./task.ts";
import { runUploads, type UploadTimes } from "./uploads.ts";

/** Which server is measured: with one scenario file, with many, or the one of `bare-server.ts`. */
export type ForcedSubject = "one" | "many" | "bare";

const subjects: readonly ForcedSubject[] = ["one", "many", "bare"];

/** What one short run against one server gave. */
export type ForcedRun = { readonly callsPerSecond: number; readonly p50Ms: number; readonly p99Ms: number };

/** Short runs, one of each subject a round. */
export type ForcedRates = {
  readonly files: number;
  readonly rounds: readonly Readonly<Record<ForcedSubject, ForcedRun>>[];
  /** Start of a process to the first 200 of /livez, with many files. */
  readonly manyLivezMs: number;
};

/** Measures the three servers in turn, `rounds` times; the photos of each run are new to its server. */
export async function measureRates(
  forms: StampedForms,
  { rounds, calls, files }: { readonly rounds: number; readonly calls: number; readonly files: number },
  onProgress: OnProgress,
): Promise<ForcedRates> {
  const bare = await startBareServer();
  try {
    return await withScenarioServer(1, [], (one) =>
      withScenarioServer(files, [], async (many) => ({
        files,
        rounds: await runRounds({ one, many, bare }, forms, { rounds, calls }, onProgress),
        manyLivezMs: many.livezMs,
      })),
    );
  } finally {
    await bare.stop();
  }
}

// The first calls after the start find code that is not compiled yet.
const firstWarmUp = 1000;
const warmUp = 50;

async function runRounds(
  servers: Readonly<Record<ForcedSubject, MeasuredServer>>,
  forms: StampedForms,
  { rounds, calls }: { readonly rounds: number; readonly calls: number },
  onProgress: OnProgress,
): Promise<ForcedRates["rounds"]> {
  let first = 0;
  const run = async (subject: ForcedSubject, count: number) => {
    const others = subjects.filter((name) => name !== subject).map((name) => servers[name]);
    const { url } = servers[subject];
    const times = await holdOthers(others, () => runUploads({ url, forms, first, count, warmUp }));
    if (times.answered < count)
      throw new Error(`Only ${times.answered} of ${count} calls to ${url} were answered with 200.`);
    return toRun(times);
  };
  // What is measured must be the scenario's answer.
  for (const { url } of [servers.one, servers.many]) await sendForcedCall(url, forms[0]);
  for (const subject of subjects) await run(subject, firstWarmUp);
  const results: Record<ForcedSubject, ForcedRun>[] = [];
  for (let round = 0; round < rounds; round++) {
    first += firstWarmUp + warmUp + calls;
    const result: Partial<Record<ForcedSubject, ForcedRun>> = {};
    // Another server begins each time, so that none always has the better moment.
    for (const turn of subjects.keys()) {
      const subject = subjects[(round + turn) % subjects.length] ?? "one";
      result[subject] = await run(subject, calls);
    }
    results.push(result as Record<ForcedSubject, ForcedRun>);
    onProgress(round + 1, rounds);
  }
  return results;
}

function toRun({ latenciesMs, elapsedMs }: UploadTimes): ForcedRun {
  return {
    callsPerSecond: latenciesMs.length / (elapsedMs / 1000),
    p50Ms: measureMedian(latenciesMs),
    p99Ms: measureQuantile(latenciesMs, 0.99),
  };
}

/** The median over the rounds of what `read` takes from each; ratios of a round share its good and bad moments. */
export function measureRounds(
  { rounds }: Pick<ForcedRates, "rounds">,
  read: (round: ForcedRates["rounds"][number]) => number,
): number {
  return measureMedian(rounds.map(read));
}
