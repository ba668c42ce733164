import { type FuzzArguments, fuzzHelp, parseFuzzArguments } from "./arguments.ts";
import { startFuzzedServer } from "./fuzzed-server.ts";
import { toReport } from "./report.ts";
import { runFuzz } from "./run-fuzz.ts";
import type { Target } from "./target.ts";

/** Fuzzes what the command line names; the result is the exit code. */
async function fuzz(given: FuzzArguments): Promise<number> {
  const server = given.url === undefined ? await startFuzzedServer() : undefined;
  if (given.url !== undefined) await expectServer(given.url);
  const target: Target = server ?? { url: given.url ?? "", bodyTimeoutMs: 10_000, look: async () => [] };
  try {
    const result = await runFuzz(target, given, showProgress);
    process.stdout.write(`${toReport(result, server?.measure())}\n`);
    return result.failures.length === 0 ? 0 : 1;
  } finally {
    await server?.stop();
  }
}

/** Rejects when nobody answers, before anything is made for the run. */
async function expectServer(url: string): Promise<void> {
  const response = await fetch(`${url}/livez`).catch((error: Error) => error);
  if (response instanceof Error || !response.ok)
    throw new Error(`no server answers ${url}/livez; start one, or leave --url out.`);
}

function showProgress(part: string, done: number, total: number): void {
  const step = Math.max(1, Math.ceil(total / 10));
  if (done % step === 0 || done === total) process.stderr.write(`fuzz: ${part}, ${done} of ${total}\n`);
}

try {
  const given = parseFuzzArguments(process.argv.slice(2));
  if (given.isHelp) process.stdout.write(fuzzHelp);
  else process.exitCode = await fuzz(given);
} catch (error) {
  process.stderr.write(`fuzz: ${(error as Error).message} See npm run fuzz -- --help.\n`);
  process.exitCode = 2;
}
