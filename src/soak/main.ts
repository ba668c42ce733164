import { parseArgs } from "node:util";
import { UsageError } from "../usage.ts";
import { toSoakReport } from "./report.ts";
import { runSoak, type SoakSize } from "./run-soak.ts";
import { judgeSoak } from "./verdict.ts";

const soakHelp = `Usage: npm run soak -- [options]

Runs stuntface serve under a mix of calls over many connections: forced outcomes, photos seen before and new ones, tokens, invalid
calls, journals and admin calls, spaces made and deleted, scenarios added and removed, webhooks, clients that are slow or leave.
Passes when the server lives and says nothing on standard error, every status is right, its memory does not grow after the warm-up,
its event loop is less than 50 ms late at the 99th percentile, and its descriptors are closed afterwards. Where other programs keep
even an idle process waiting, only that part of a delay counts in which the server computed itself.

  --minutes N       measured time [5]
  --warm-up N       minutes before it, in which memory may grow [as many]
  --connections N   connections at once [200]
  --seed TEXT       where chance begins [1]
  --json            everything that was measured as JSON

Progress goes to stderr. Exit codes: 0 passed, 1 failed, 2 could not run.
`;

/** Reads the command line; undefined asks for help. Throws {@link UsageError}. */
function parse(argv: readonly string[]): (SoakSize & { readonly isJson: boolean }) | undefined {
  const text = { type: "string" } as const;
  const {
    help,
    "warm-up": warmUp,
    minutes,
    connections,
    seed,
    json,
  } = (() => {
    try {
      return parseArgs({
        args: [...argv],
        options: {
          help: { type: "boolean", default: false, short: "h" },
          json: { type: "boolean", default: false },
          minutes: { ...text, default: "5" },
          "warm-up": text,
          connections: { ...text, default: "200" },
          seed: { ...text, default: "1" },
        },
      }).values;
    } catch (error) {
      throw new UsageError(`${(error as Error).message.split("\n")[0]}`);
    }
  })();
  if (help) return undefined;
  const size = { minutes: Number(minutes), connections: Number(connections) };
  if (!(size.minutes > 0 && size.minutes <= 10_000))
    throw new UsageError(`--minutes must be a number above 0, not ${minutes}.`);
  if (warmUp !== undefined && !(Number(warmUp) >= 0))
    throw new UsageError(`--warm-up must be a number of 0 or more, not ${warmUp}.`);
  if (!Number.isInteger(size.connections) || size.connections < 1)
    throw new UsageError(`--connections must be a whole number of 1 or more, not ${connections}.`);
  return { ...size, warmUpMinutes: warmUp === undefined ? size.minutes : Number(warmUp), seed, isJson: json };
}

function showProgress(done: number, total: number): void {
  process.stderr.write(`soak: ${done} of ${total} s\n`);
}

try {
  const given = parse(process.argv.slice(2));
  if (given === undefined) process.stdout.write(soakHelp);
  else {
    const result = await runSoak(given, showProgress);
    const checks = judgeSoak(result);
    process.stdout.write(
      `${given.isJson ? JSON.stringify({ checks, ...result }, null, 2) : toSoakReport(result, checks)}\n`,
    );
    process.exitCode = checks.some(({ isMet }) => isMet === false) ? 1 : 0;
  }
} catch (error) {
  process.stderr.write(`soak: ${(error as Error).message} See npm run soak -- --help.\n`);
  process.exitCode = 2;
}
