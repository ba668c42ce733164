import type { LocatedDocument, Path } from "../documents/document.ts";
import { parseDocuments } from "../documents/document.ts";
import type { Problem } from "../documents/problem.ts";
import { validate } from "../documents/validate.ts";
import { checkScenario, toOperations } from "./check-scenario.ts";
import type { ScenarioDraft } from "./draft.ts";
import type { OperationSpec } from "./scenario.ts";
import { createScenarioSchema, idPattern, idText, type WrittenScenario } from "./schema.ts";

/** A YAML parser holds about forty times the text in memory; hand-written scenarios stay far below. */
export const maxTextLength = 1024 * 1024;
/** Nobody reads more of them, and finding the place of each takes time. */
const maxProblems = 100;

/**
 * The good scenarios of one file's text, with the problems found in it: the first hundred, then how many more there are. `name` is the
 * default id, `schema` that of the specs.
 */
export function parseScenarios(
  file: string,
  name: string,
  text: string,
  specs: readonly OperationSpec[],
  schema = createScenarioSchema(specs),
): { readonly drafts: ScenarioDraft[]; readonly problems: Problem[] } {
  if (text.length > maxTextLength) {
    const message = `has ${text.length} characters; split it into files of at most ${maxTextLength}.`;
    return { drafts: [], problems: [{ file, line: 1, column: 1, path: "", message }] };
  }
  const { documents, problems } = parseDocuments(file, text);
  const drafts: ScenarioDraft[] = [];
  let unplaced = 0;
  for (const [index, document] of documents.entries()) {
    if (document.value === null) continue;
    const isList = typeof document.value === "object" && "scenarios" in document.value;
    const mismatches = validate(isList ? schema.List : schema.Scenario, document.value);
    if (mismatches.length > 0) {
      const placed = mismatches.slice(0, maxProblems + 1);
      problems.push(...placed.map(({ path, message, at }) => document.problem(path, message, at)));
      unplaced += mismatches.length - placed.length;
      continue;
    }
    const written = isList
      ? (document.value as { scenarios: WrittenScenario[] }).scenarios
      : [document.value as WrittenScenario];
    const suffixed = written.length > 1 || documents.length > 1;
    for (const [position, item] of written.entries()) {
      const path: Path = isList ? ["scenarios", position] : [];
      const id = item.id ?? (suffixed ? `${name}-${isList ? position + 1 : index + 1}` : name);
      const found = [...checkId(id, document, path), ...checkScenario(item, document, path, specs)];
      const { file: source, line } = document.problem(path, "");
      problems.push(...found);
      if (found.length === 0)
        drafts.push({
          id,
          source: `${source}:${line}`,
          operations: toOperations(item, specs),
          written: item,
        });
    }
  }
  return { drafts, problems: toFirst(problems, unplaced) };
}

/** The name of a file is an id where the scenario has none of its own, and not every name can be one. */
function checkId(id: string, document: LocatedDocument, path: Path): Problem[] {
  if (new RegExp(idPattern).test(id)) return [];
  const message = `${JSON.stringify(id.slice(0, 120))} is no id; give the scenario one: ${idText}.`;
  return [document.problem(path, message)];
}

function toFirst(problems: Problem[], unplaced: number): Problem[] {
  const [next] = problems.slice(maxProblems);
  if (!next) return problems;
  const more = problems.length - maxProblems + unplaced;
  const message = `${more} more problem${more === 1 ? "" : "s"}.`;
  return [...problems.slice(0, maxProblems), { ...next, path: "", message }];
}
