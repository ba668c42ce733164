import type { LocatedDocument, Path } from "../documents/document.ts";
import type { Problem } from "../documents/problem.ts";
import { unknownWord } from "../documents/suggest.ts";
import { toAmount } from "./amount.ts";
import { listSteps } from "./compile.ts";
import { ConditionError } from "./condition-words.ts";
import { toConditions } from "./conditions.ts";
import { toDelay } from "./delay.ts";
import { checkOutcome, toOutcome } from "./outcome.ts";
import type { OperationSpec } from "./scenario.ts";
import type { WrittenScenario } from "./schema.ts";

/** Everything that is wrong with a scenario although it fits the schema. */
export function checkScenario(
  written: WrittenScenario,
  document: LocatedDocument,
  path: Path,
  specs: readonly OperationSpec[],
): Problem[] {
  const named = toNames(written);
  const affected = specs.filter(({ id }) => named === undefined || named.has(id));
  const stepPath = (index: number): Path => (written.steps ? [...path, "steps", index] : path);
  const tryAt = (at: Path, work: () => unknown): Problem[] => {
    try {
      work();
      return [];
    } catch (error) {
      if (error instanceof ConditionError) return [document.problem([...at, ...error.path], error.reason)];
      return [document.problem(at, (error as Error).message)];
    }
  };
  const ofSteps = listSteps(written).flatMap(({ outcome, delay }, index) => [
    ...checkStep(outcome, written, affected, named === undefined).map((item) =>
      document.problem([...stepPath(index), "outcome", ...item.path], item.message),
    ),
    ...(delay === undefined ? [] : tryAt([...stepPath(index), "delay"], () => toDelay(delay))),
  ]);
  // Each step is possible somewhere; together they must be possible in one operation.
  const isHopeless = ofSteps.length === 0 && toOperations(written, specs)?.length === 0;
  return [
    ...checkShape(written, document, path),
    ...checkParts(written, affected, document, path),
    ...checkStage(written, document, path),
    ...ofSteps,
    ...(isHopeless ? [document.problem(path, "no operation can give the outcomes of all steps.")] : []),
    ...tryAt([...path, "when"], () => toConditions(written.when)),
    ...tryAt(
      [...path, "when", "call"],
      () => written.when?.call === undefined || toAmount(written.when.call),
    ),
    ...tryAt([...path, "expect", "calls"], () => written.expect && toAmount(written.expect.calls)),
  ];
}

function checkShape(written: WrittenScenario, document: LocatedDocument, path: Path): Problem[] {
  const short = (["outcome", "delay", "times", "chance"] as const).filter(
    (key) => written[key] !== undefined,
  );
  if (written.steps)
    return short.map((key) =>
      document.problem([...path, key], "cannot stand beside steps: it is short for one step.", "key"),
    );
  return written.outcome === undefined
    ? [document.problem(path, "steps (or outcome) is missing: what shall be answered?")]
    : [];
}

function checkParts(
  { when }: WrittenScenario,
  affected: readonly OperationSpec[],
  document: LocatedDocument,
  path: Path,
): Problem[] {
  const parts = ["any", ...affected.flatMap(({ images }) => images)];
  const list = (at: Path, group: object | undefined) =>
    Object.keys(group ?? {})
      .filter((name) => !parts.includes(name))
      .map((name) => document.problem([...path, ...at, name], unknownWord(name, parts), "key"));
  return [
    ...list(["when", "file"], when?.file),
    ...list(["when", "seen"], when?.seen),
    ...list(["when", "not", "file"], when?.not?.file),
    ...list(["when", "not", "seen"], when?.not?.seen),
  ];
}

/** What is not known yet at an early stage cannot be a condition there. */
function checkStage(
  { when, stage, count_per: countPer = "scenario" }: WrittenScenario,
  document: LocatedDocument,
  path: Path,
): Problem[] {
  const unknown: Readonly<Record<string, readonly string[]>> = {
    before_auth: ["username", "field", "vendor_data", "device", "file", "seen"],
    before_validation: ["seen"],
  };
  const keys = unknown[stage ?? "normal"] ?? [];
  const message = `is not known at stage ${stage}.`;
  const isUncountable = stage === "before_auth" && ["vendor_data", "image"].includes(countPer);
  const uncountable = isUncountable ? [document.problem([...path, "count_per"], message)] : [];
  const unasked = [[], ["not"]].flatMap((at) => {
    const group = (at.length === 0 ? when : when?.not) as Record<string, unknown> | undefined;
    return keys
      .filter((key) => group?.[key] !== undefined)
      .map((key) => document.problem([...path, "when", ...at, key], message, "key"));
  });
  return [...unasked, ...uncountable];
}

/** A scenario for every operation needs only one that can give its outcome; a named operation must be able to. */
function checkStep(
  outcome: Parameters<typeof toOutcome>[0],
  written: WrittenScenario,
  affected: readonly OperationSpec[],
  isForAny: boolean,
) {
  const impossible = affected.map((spec) =>
    checkOutcome(toOutcome(outcome), spec, written.allow_inconsistent ?? false),
  );
  if (isForAny && impossible.some((list) => list.length === 0)) return [];
  return impossible.slice(0, isForAny ? 1 : undefined).flat();
}

function toNames({ operation = "*" }: WrittenScenario): ReadonlySet<string> | undefined {
  const named: readonly string[] = Array.isArray(operation) ? operation : [operation];
  return named.includes("*") ? undefined : new Set(named);
}

/** The named operations, or those that can give every outcome of the steps; undefined when all can. */
export function toOperations(
  written: WrittenScenario,
  specs: readonly OperationSpec[],
): string[] | undefined {
  const named = toNames(written);
  if (named) return [...named];
  const able = specs.filter((spec) =>
    listSteps(written).every(
      ({ outcome }) =>
        checkOutcome(toOutcome(outcome), spec, written.allow_inconsistent ?? false).length === 0,
    ),
  );
  return able.length === specs.length ? undefined : able.map(({ id }) => id);
}
