import { type Dirent, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { basename, extname, join } from "node:path";
import type { Problem } from "../documents/problem.ts";
import { ProblemsError } from "../documents/problem.ts";
import { compileScenario } from "./compile.ts";
import { toSelectorKey } from "./conditions.ts";
import type { ScenarioDraft } from "./draft.ts";
import { maxTextLength, parseScenarios } from "./parse.ts";
import type { OperationSpec, Origin, Scenario } from "./scenario.ts";
import { createScenarioSchema } from "./schema.ts";

/** The directory of the scenario files cannot be read; the message names it. */
export class UnreadableScenariosError extends Error {
  override readonly name = "UnreadableScenariosError";
}

const extensions = new Set([".yaml", ".yml", ".json"]);

/** The scenarios of {@link loadDrafts}, ready to match. */
export function loadScenarios(
  directory: string,
  specs: readonly OperationSpec[],
  origin: Origin = "file",
): Scenario[] {
  return loadDrafts(directory, specs).map((draft) => compileScenario(draft, origin));
}

/** Scenarios of {@link readDrafts}; throws {@link ProblemsError} with every problem, or {@link UnreadableScenariosError}. */
export function loadDrafts(directory: string, specs: readonly OperationSpec[]): ScenarioDraft[] {
  const { drafts, problems } = readDrafts(directory, specs);
  if (problems.length > 0) throw new ProblemsError(problems);
  return drafts;
}

/**
 * Good scenarios and problems of all YAML and JSON files below `directory`, in path order, or of one file. Names starting with `_`
 * or `.`, and `schema.json`, are skipped. Throws {@link UnreadableScenariosError}.
 */
export function readDrafts(
  directory: string,
  specs: readonly OperationSpec[],
): { readonly files: number; readonly drafts: ScenarioDraft[]; readonly problems: Problem[] } {
  const schema = createScenarioSchema(specs);
  const files = listScenarioFiles(directory);
  const read = files.map((file) => {
    const text = readText(file);
    if (typeof text === "object") return { drafts: [], problems: [text] };
    return parseScenarios(file, basename(file, extname(file)), text, specs, schema);
  });
  const drafts = read.flatMap((item) => item.drafts);
  return {
    files: files.length,
    drafts,
    problems: [...read.flatMap(({ problems }) => problems), ...findClashes(drafts)],
  };
}

/** Paths of the scenario files below `path`, or `path` itself when it is a file; throws {@link UnreadableScenariosError}. */
export function listScenarioFiles(path: string): string[] {
  try {
    return statSync(path).isDirectory() ? listFiles(path) : [path];
  } catch (error) {
    throw new UnreadableScenariosError(`cannot read the scenarios in ${path}: ${(error as Error).message}`);
  }
}

/** The text of a file, or why it cannot be had. */
function readText(file: string): string | Problem {
  const refuse = (message: string) => ({ file, line: 1, column: 1, path: "", message });
  try {
    const stats = statSync(file);
    // Reading a pipe would wait for somebody to write into it.
    if (!stats.isFile()) return refuse("is no file.");
    if (stats.size > maxTextLength)
      return refuse(`has ${stats.size} bytes; split it into files of at most ${maxTextLength}.`);
    return readFileSync(file, "utf8");
  } catch (error) {
    return refuse(`cannot be read: ${(error as Error).message}.`);
  }
}

/** Links are followed, but not back to a directory in `above`, the real paths of those on the way. */
function listFiles(directory: string, above: readonly string[] = []): string[] {
  const real = realpathSync(directory);
  if (above.includes(real)) return [];
  const entries = readdirSync(directory, { withFileTypes: true });
  const wanted = entries
    .filter(({ name }) => !/^[_.]/.test(name) && name !== "schema.json")
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return wanted.flatMap((entry) => {
    const path = join(directory, entry.name);
    if (isDirectory(entry, path)) return listFiles(path, [...above, real]);
    return extensions.has(extname(entry.name)) ? [path] : [];
  });
}

function isDirectory(entry: Dirent, path: string): boolean {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Two scenarios with one id, or two that would always tie: whichever answered would be chance. */
function findClashes(drafts: readonly ScenarioDraft[]): Problem[] {
  const byId = new Map<string, ScenarioDraft>();
  const byKey = new Map<string, ScenarioDraft[]>();
  const problems: Problem[] = [];
  for (const draft of drafts) {
    const { id, written, operations } = draft;
    const twin = byId.get(id);
    if (twin) problems.push(toClash(draft, `the id ${id} is also used in ${twin.source}.`));
    else byId.set(id, draft);
    const key = `${written.stage ?? "normal"} ${written.precedence ?? 0} ${toSelectorKey(written.when)}`;
    const equals = byKey.get(key) ?? [];
    const rival = equals.find((other) => isOverlapping(other.operations, operations));
    if (written.enabled === false || twin) continue;
    byKey.set(key, [...equals, draft]);
    if (rival)
      problems.push(
        toClash(
          draft,
          `${id} selects exactly the calls of ${rival.id} in ${rival.source}; give one of them a precedence.`,
        ),
      );
  }
  return problems;
}

function isOverlapping(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return a === undefined || b === undefined || a.some((operation) => b.includes(operation));
}

function toClash({ source }: ScenarioDraft, message: string): Problem {
  const colon = source.lastIndexOf(":");
  const line = Number(source.slice(colon + 1));
  return { file: source.slice(0, colon), line, column: 1, path: "", message };
}
