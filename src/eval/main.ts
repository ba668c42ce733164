import { createProcessEngine } from "../face/process-engine.ts";
import { UsageError } from "../usage.ts";
import { type EvalArguments, parseEvalArguments } from "./arguments.ts";
import { evaluate } from "./evaluate.ts";
import { createFitReport, renderFitReport } from "./fit-report.ts";
import { evalHelp } from "./help.ts";
import { loadFolder } from "./load-folder.ts";
import { createProgress } from "./progress.ts";
import { renderReport } from "./report.ts";

/** Evaluates what the command line names; the result is what stdout gets. */
async function run(given: EvalArguments): Promise<string> {
  const folder = await loadFolder(given.folder);
  const notify = (message: string) => process.stderr.write(`${message}\n`);
  const engine = createProcessEngine({ engine: given.engine, threads: 1 }, notify);
  const progress = createProgress(process.stderr);
  try {
    await engine.ready;
    if (given.isFit) {
      const report = await createFitReport(engine, folder, progress);
      return given.isJson ? JSON.stringify(report, undefined, 2) : renderFitReport(report);
    }
    const report = await evaluate(engine, folder, given, progress);
    return given.isJson ? JSON.stringify(report, undefined, 2) : renderReport(report);
  } finally {
    await engine.close();
  }
}

try {
  const given = parseEvalArguments(process.argv.slice(2));
  process.stdout.write(given === undefined ? evalHelp : `${await run(given)}\n`);
} catch (error) {
  process.stderr.write(
    `eval: ${(error as Error).message}${error instanceof UsageError ? " See npm run eval -- --help." : ""}\n`,
  );
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
