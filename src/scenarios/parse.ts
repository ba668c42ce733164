import type { LocatedDocument, Path } from "../documents/document.ts";
import { parseDocuments } from "../documents/document.ts";
import type { Problem } from "../documents/problem.ts";
import { unknownWord } from "../documents/suggest.ts";
import { validate } from "../documents/validate.ts";
import { parseDuration } from "./duration.ts";
import { checkOutcome, toOutcome } from "./outcome.ts";
import type { OperationSpec, Scenario, Step } from "./scenario.ts";
import { createScenarioSchema, type WrittenScenario } from "./schema.ts";
import { toWhen } from "./selector.ts";

/** Scenarios of one file's text, with every problem found in it. `name` is the default id, `schema` that of the specs. */
export function parseScenarios(
  file: string,
  name: string,
  text: string,
  specs: readonly OperationSpec[],
  schema = createScenarioSchema(specs),
): { readonly scenarios: Scenario[]; readonly problems: Problem[] } {
  const { documents, problems } = parseDocuments(file, text);
  const scenarios: Scenario[] = [];
  for (const [index, document] of documents.entries()) {
    if (document.value === null) continue;
    const isList = typeof document.value === "object" && "scenarios" in document.value;
    const mismatches = validate(isList ? schema.List : schema.Scenario, document.value);
    if (mismatches.length > 0) {
      problems.push(...mismatches.map(({ path, message, at }) => document.problem(path, message, at)));
      continue;
    }
    const written = isList
      ? (document.value as { scenarios: WrittenScenario[] }).scenarios
      : [document.value as WrittenScenario];
    const suffixed = written.length > 1 || documents.length > 1;
    for (const [position, item] of written.entries()) {
      const path: Path = isList ? ["scenarios", position] : [];
      const standard = suffixed ? `${name}-${isList ? position + 1 : index + 1}` : name;
      const parsed = toScenario(item, standard, document, path, specs);
      problems.push(...parsed.problems);
      scenarios.push(...(parsed.scenario ? [parsed.scenario] : []));
    }
  }
  return { scenarios, problems };
}

function toScenario(
  written: WrittenScenario,
  name: string,
  document: LocatedDocument,
  path: Path,
  specs: readonly OperationSpec[],
): { scenario?: Scenario; problems: Problem[] } {
  const here = document.problem(path, "");
  const problems: Problem[] = [];
  if (written.steps && written.outcome !== undefined)
    problems.push(
      document.problem([...path, "outcome"], "cannot stand beside steps: it is short for one step.", "key"),
    );
  if (!written.steps && written.outcome === undefined)
    problems.push(document.problem(path, "steps (or outcome) is missing: what shall be answered?"));
  const operation = written.operation ?? "*";
  const named = Array.isArray(operation) ? operation : [operation];
  const operations = named.includes("*") ? undefined : new Set<string>(named);
  const affected = specs.filter(({ id }) => operations === undefined || operations.has(id));
  const parts = ["any", ...affected.flatMap(({ images }) => images)];
  for (const name of Object.keys(written.when?.file ?? {}))
    if (!parts.includes(name))
      problems.push(document.problem([...path, "when", "file", name], unknownWord(name, parts), "key"));
  const steps: Step[] = [];
  for (const [index, step] of (written.steps ?? [{ outcome: written.outcome ?? "real" }]).entries()) {
    const outcome = toOutcome(step.outcome);
    const at: Path = written.steps ? [...path, "steps", index, "outcome"] : [...path, "outcome"];
    const impossible = affected.map((spec) =>
      checkOutcome(outcome, spec, written.allow_inconsistent ?? false),
    );
    // A scenario for every operation needs only one that can give its outcome; a named operation must be able to.
    if (operations !== undefined || impossible.every((list) => list.length > 0))
      problems.push(
        ...impossible
          .slice(0, operations === undefined ? 1 : undefined)
          .flatMap((list) => list.map((item) => document.problem([...at, ...item.path], item.message))),
      );
    const { delay, times } = step as { delay?: string; times?: number };
    if (delay !== undefined && parseDuration(delay) === undefined)
      problems.push(document.problem([...path, "steps", index, "delay"], "must be an hour at most."));
    steps.push({
      outcome,
      delayMs: delay === undefined ? 0 : (parseDuration(delay) ?? 0),
      times: times ?? 1,
    });
  }
  try {
    const when = written.when === undefined ? undefined : toWhen(written.when);
    const scenario: Scenario = {
      id: written.id ?? name,
      description: written.description,
      operations: operations ?? toAble(specs, steps),
      when,
      steps,
      after: written.after ?? "repeat-last",
      precedence: written.precedence ?? 0,
      enabled: written.enabled ?? true,
      source: `${here.file}:${here.line}`,
    };
    return problems.length > 0 ? { problems } : { scenario, problems };
  } catch (error) {
    return { problems: [...problems, document.problem([...path, "when"], (error as Error).message)] };
  }
}

/** Operations that can give every outcome of the steps; undefined when all can. */
function toAble(specs: readonly OperationSpec[], steps: readonly Step[]): ReadonlySet<string> | undefined {
  const able = specs.filter((spec) =>
    steps.every(({ outcome }) => checkOutcome(outcome, spec, true).length === 0),
  );
  return able.length === specs.length ? undefined : new Set(able.map(({ id }) => id));
}
