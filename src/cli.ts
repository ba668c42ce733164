#!/usr/bin/env node
import { setImmediate } from "node:timers/promises";
import { ProblemsError } from "./documents/problem.ts";
import { suggest } from "./documents/suggest.ts";
import { readVersion } from "./package-root.ts";
import { UsageError } from "./usage.ts";

type Command = (argv: readonly string[]) => Promise<number>;

// Each command loads only what it needs: a health check every few seconds must not load the whole server.
const commands = new Map<string, () => Promise<Command>>([
  ["serve", async () => (await import("./cli/serve.ts")).runServe],
  ["check", async () => (await import("./cli/check.ts")).runCheckCommand],
  ["match", async () => (await import("./cli/match.ts")).runMatchCommand],
  ["hash", async () => (await import("./cli/hash.ts")).runHash],
  ["validate", async () => (await import("./cli/validate.ts")).runValidate],
  ["conformance", async () => (await import("./cli/conformance.ts")).runConformance],
  ["diff", async () => (await import("./cli/diff.ts")).runDiff],
  ["healthcheck", async () => (await import("./cli/healthcheck.ts")).runHealthcheck],
]);

/** Runs the command line; the result is the exit code. */
async function run(argv: readonly string[]): Promise<number> {
  const [first = "serve", ...rest] = argv;
  if (first === "--help" || first === "-h" || first === "help") {
    process.stdout.write((await import("./cli/help.ts")).mainHelp());
    return 0;
  }
  if (first === "--version" || first === "-v") {
    process.stdout.write(`${readVersion()}\n`);
    return 0;
  }
  const name = first.startsWith("-") ? "serve" : first;
  const load = commands.get(name);
  if (!load)
    throw new UsageError(
      `unknown command ${name}.${suggest(name, [...commands.keys()])} See stuntface --help.`,
    );
  const command = await load();
  // Signals that came while the modules were loaded are heard now, before anything is started.
  if (process.pid === 1) await setImmediate();
  return command(name === first ? rest : argv);
}

// The kernel ignores signals without a listener for the first process of a container, so that docker stop would wait until
// it may kill. `serve` listens itself once it has something to end.
if (process.pid === 1) {
  process.once("SIGTERM", () => process.exit(143));
  process.once("SIGINT", () => process.exit(130));
}

// Whoever read the output may leave before the end, as `| head -1` does; the command goes on.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  const lines = error instanceof ProblemsError ? error.message : `stuntface: ${(error as Error).message}`;
  process.stderr.write(`${lines}\n`);
  process.exitCode = 2;
}
