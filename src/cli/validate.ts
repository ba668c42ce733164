import { createProviders } from "../app.ts";
import { type Problem, ProblemsError, toProblemLine } from "../documents/problem.ts";
import { unknownWord } from "../documents/suggest.ts";
import { toOptions } from "../option-leaves.ts";
import { loadDrafts, UnreadableScenariosError } from "../scenarios/load.ts";
import { UsageError } from "../usage.ts";
import { parseClientArguments } from "./arguments.ts";
import { validateHelp } from "./help.ts";

const editions = ["2025-05", "2026-06"] as const;

/** What was found below a directory. */
type Findings = { readonly directory: string; readonly count: number; readonly problems: readonly Problem[] };

/** Writes the findings; the text for people goes to standard error when there are problems. */
const formats: Readonly<Record<string, (findings: Findings) => void>> = {
  text({ directory, count, problems }) {
    if (problems.length > 0) process.stderr.write(`${problems.map(toProblemLine).join("\n")}\n`);
    else process.stdout.write(`${directory}: ${count} scenario${count === 1 ? "" : "s"}, no problems.\n`);
  },
  github(findings) {
    const { problems } = findings;
    for (const problem of problems) process.stdout.write(`${toAnnotation(problem)}\n`);
    if (problems.length === 0) formats.text?.(findings);
    else process.stdout.write(`${problems.length} problem${problems.length === 1 ? "" : "s"}.\n`);
  },
  json({ directory, count, problems }) {
    process.stdout.write(`${JSON.stringify({ directory, scenarios: count, problems })}\n`);
  },
};

/** Checks the scenario files of a directory; 0 when all are good, 2 when there are problems. */
export async function runValidate(argv: readonly string[]): Promise<number> {
  const flags = { "didit-contract": { type: "string" }, format: { type: "string" } } as const;
  const given = parseClientArguments("validate", argv, flags, ["a directory"]);
  if (given.isHelp) {
    process.stdout.write(validateHelp);
    return 0;
  }
  const named = given.text("didit-contract") ?? "2025-05";
  const contract = editions.find((edition) => edition === named);
  if (!contract) throw new UsageError(`--didit-contract must be ${editions.join(" or ")}, not ${named}.`);
  const format = given.text("format") ?? "text";
  const write = Object.hasOwn(formats, format) ? formats[format] : undefined;
  if (!write) throw new UsageError(`--format ${unknownWord(format, Object.keys(formats))}`);
  const [directory = ""] = given.files;
  const specs = createProviders(toOptions({ didit: { contract } })).flatMap((provider) => provider.specs);
  const { count, problems } = check(directory, format, () => loadDrafts(directory, specs).length);
  write({ directory, count, problems });
  return problems.length === 0 ? 0 : 2;
}

function check(directory: string, format: string, load: () => number): Pick<Findings, "count" | "problems"> {
  try {
    return { count: load(), problems: [] };
  } catch (error) {
    if (error instanceof ProblemsError) return { count: 0, problems: error.problems };
    // Machines read every outcome in their format; people are told as by every command.
    if (format === "text" || !(error instanceof UnreadableScenariosError)) throw error;
    return {
      count: 0,
      problems: [{ file: directory, line: 1, column: 1, path: "", message: error.message }],
    };
  }
}

/** A workflow command of GitHub Actions, with the escapes that its values need. */
function toAnnotation({ file, line, column, path, message }: Problem): string {
  const escapeData = (text: string) =>
    text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  const escapeProperty = (text: string) => escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
  const text = path === "" ? message : `${path}: ${message}`;
  return `::error file=${escapeProperty(file)},line=${line},col=${column},title=stuntface::${escapeData(text)}`;
}
