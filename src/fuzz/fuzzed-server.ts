import { listChildren, measureSplitMemory } from "../bench/process-memory.ts";
import { startServerProcess } from "../bench/server-process.ts";
import type { Target } from "./target.ts";

/** A server as users run it, watched from outside. */
export type FuzzedServer = Target & {
  readonly measure: () => ServerUse;
  readonly stop: () => Promise<void>;
};

/** What the server used so far, in megabytes (10^6 bytes); undefined where the system does not tell. */
export type ServerUse = {
  readonly startMB: number | undefined;
  readonly peakMB: number;
  /** Peak of the analysis process. */
  readonly analysisPeakMB: number;
  readonly analysisRestarts: number;
};

/** Clients that stop in the middle are to be disconnected soon, or each of them would take ten seconds. */
const bodyTimeoutMs = 2_000;
const sampleMs = 250;
/** Beyond it memory counts as unbounded. A picture of 36 megapixels with 64 bits each takes 290 MB while it is decoded. */
const mostMB = 1_200;

const options = ["--body-timeout-ms", String(bodyTimeoutMs), "--didit-registrations-per-hour", "0"];

/** Starts `stuntface serve` in a process of its own, ready, with `more` options. */
export async function startFuzzedServer(more: readonly string[] = []): Promise<FuzzedServer> {
  let errors = "";
  const server = await startServerProcess({
    options: [...options, ...more],
    onError: (text) => {
      errors += text;
    },
  });
  const { pid, url } = server;
  let children = await listChildren(pid);
  let analysisRestarts = 0;
  const start = await measureSplitMemory(pid);
  let peakMB = start?.ownMB ?? 0;
  let analysisPeakMB = start?.childrenMB ?? 0;
  const timer = setInterval(async () => {
    const memory = await measureSplitMemory(pid);
    peakMB = Math.max(peakMB, memory?.ownMB ?? 0);
    analysisPeakMB = Math.max(analysisPeakMB, memory?.childrenMB ?? 0);
  }, sampleMs);
  return {
    url,
    bodyTimeoutMs,
    measure: () => ({ startMB: start?.ownMB, peakMB, analysisPeakMB, analysisRestarts }),
    async look() {
      const problems: string[] = [];
      const end = server.readEnd();
      if (end !== undefined) problems.push(`the server ended with ${end}.`);
      if (errors !== "") problems.push(`the server wrote to standard error: ${errors.slice(0, 1_000)}`);
      errors = "";
      const now = await listChildren(pid);
      if (end === undefined && String(now) !== String(children)) {
        analysisRestarts += 1;
        problems.push(`the analysis process ${children} was replaced by ${now}.`);
        children = now;
      }
      const use = { "the server": peakMB, "the analysis process": analysisPeakMB };
      for (const [name, megabytes] of Object.entries(use))
        if (megabytes > mostMB)
          problems.push(`${name} took ${megabytes.toFixed(0)} MB, more than ${mostMB}.`);
      return problems;
    },
    async stop() {
      clearInterval(timer);
      await server.stop();
    },
  };
}
