#!/usr/bin/env node
import { runCheckCommand } from "./cli/check.ts";
import { runHealthcheck } from "./cli/healthcheck.ts";
import { mainHelp } from "./cli/help.ts";
import { runMatchCommand } from "./cli/match.ts";
import { runServe } from "./cli/serve.ts";
import { runValidate } from "./cli/validate.ts";
import { ProblemsError } from "./documents/problem.ts";
import { suggest } from "./documents/suggest.ts";
import { UsageError } from "./load-options.ts";
import { readVersion } from "./package-root.ts";

const commands: Readonly<Record<string, (argv: readonly string[]) => Promise<number>>> = {
  serve: runServe,
  check: runCheckCommand,
  match: runMatchCommand,
  validate: runValidate,
  healthcheck: runHealthcheck,
};

/** Runs the command line; the result is the exit code. */
async function run(argv: readonly string[]): Promise<number> {
  const [first = "serve", ...rest] = argv;
  if (first === "--help" || first === "-h" || first === "help") {
    process.stdout.write(mainHelp());
    return 0;
  }
  if (first === "--version" || first === "-v") {
    process.stdout.write(`${readVersion()}\n`);
    return 0;
  }
  if (first.startsWith("-")) return runServe(argv);
  const command = commands[first];
  if (!command)
    throw new UsageError(
      `unknown command ${first}.${suggest(first, Object.keys(commands))} See stuntface --help.`,
    );
  return command(rest);
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  const lines = error instanceof ProblemsError ? error.message : `stuntface: ${(error as Error).message}`;
  process.stderr.write(`${lines}\n`);
  process.exitCode = 2;
}
