import { type Dirent, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, extname, join } from "node:path";
import type { Problem } from "../documents/problem.ts";
import { ProblemsError } from "../documents/problem.ts";
import { parseScenarios } from "./parse.ts";
import type { OperationSpec, Scenario } from "./scenario.ts";
import { createScenarioSchema } from "./schema.ts";

/** The scenario files cannot be read; the message names the path. */
export class UnreadableScenariosError extends Error {
  override readonly name = "UnreadableScenariosError";
}

const extensions = new Set([".yaml", ".yml", ".json"]);

/**
 * Scenarios of all YAML and JSON files below `directory`, in path order, or of one file. Names starting with `_` or `.`, and
 * `schema.json`, are skipped. Throws {@link ProblemsError} with every problem, or {@link UnreadableScenariosError}.
 */
export function loadScenarios(directory: string, specs: readonly OperationSpec[]): Scenario[] {
  const scenarios: Scenario[] = [];
  const problems: Problem[] = [];
  const schema = createScenarioSchema(specs);
  for (const file of listScenarioFiles(directory)) {
    const name = basename(file, extname(file));
    const parsed = parseScenarios(file, name, readFileSync(file, "utf8"), specs, schema);
    scenarios.push(...parsed.scenarios);
    problems.push(...parsed.problems);
  }
  problems.push(...findClashes(scenarios));
  if (problems.length > 0) throw new ProblemsError(problems);
  return scenarios;
}

function listScenarioFiles(path: string): string[] {
  try {
    return statSync(path).isDirectory() ? listFiles(path) : [path];
  } catch (error) {
    throw new UnreadableScenariosError(`cannot read the scenarios in ${path}: ${(error as Error).message}`);
  }
}

function listFiles(directory: string): string[] {
  const entries = readdirSync(directory, { withFileTypes: true });
  const wanted = entries
    .filter(({ name }) => !/^[_.]/.test(name) && name !== "schema.json")
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return wanted.flatMap((entry: Dirent) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return listFiles(path);
    return extensions.has(extname(entry.name)) ? [path] : [];
  });
}

/** Two scenarios with one id, or two that would always tie: whichever answered would be chance. */
function findClashes(scenarios: readonly Scenario[]): Problem[] {
  const problems: Problem[] = [];
  for (const [index, later] of scenarios.entries()) {
    for (const earlier of scenarios.slice(0, index)) {
      if (earlier.id === later.id)
        problems.push(toClash(later, `the id ${later.id} is also used in ${earlier.source}.`));
      else if (isTie(earlier, later))
        problems.push(
          toClash(
            later,
            `${later.id} selects exactly the calls of ${earlier.id} in ${earlier.source}; give one of them a precedence.`,
          ),
        );
    }
  }
  return problems;
}

function isTie(a: Scenario, b: Scenario): boolean {
  const key = ({ enabled, precedence, when }: Scenario) =>
    JSON.stringify([enabled, precedence, when], (_, value) => {
      if (value instanceof Map) return [...value].sort(([one], [other]) => (one < other ? -1 : 1));
      return value instanceof RegExp ? String(value) : value;
    });
  return a.enabled && isOverlapping(a.operations, b.operations) && key(a) === key(b);
}

function isOverlapping(a: ReadonlySet<string> | undefined, b: ReadonlySet<string> | undefined): boolean {
  return a === undefined || b === undefined || [...a].some((operation) => b.has(operation));
}

function toClash(scenario: Scenario, message: string): Problem {
  const colon = scenario.source.lastIndexOf(":");
  const line = Number(scenario.source.slice(colon + 1));
  return { file: scenario.source.slice(0, colon), line, column: 1, path: "", message };
}
