import { suggest } from "../documents/suggest.ts";
import { isMadeFor, type Layer } from "./layer.ts";
import { MagicError } from "./magic.ts";
import { type Need, type Scenario, type Stage, stages } from "./scenario.ts";
import type { Question } from "./selection.ts";

/** Everything that can answer a call in one space, the nearest layer first. */
export type Layers = {
  /** One-shots in the order in which they were armed. */
  readonly armed: readonly Scenario[];
  readonly runTime: Layer;
  readonly files: Layer;
};

/** The scenario with this id in the nearest layer that has it. */
export function findById({ runTime, files }: Layers, id: string): Scenario | undefined {
  return runTime.byId.get(id) ?? files.byId.get(id);
}

/** The files' scenarios that no scenario of the same id added at run time replaces. */
export function listFileScenarios({ runTime, files }: Layers): readonly Scenario[] {
  return files.scenarios.filter(({ id }) => !runTime.byId.has(id));
}

/** The scenario that the request header names; throws {@link MagicError} when it cannot answer anything. */
export function findNamed(layers: Layers, { call }: Question): Scenario | undefined {
  const id = toText(call.headers["x-stuntface-scenario"]);
  if (id === undefined) return undefined;
  const scenario = findById(layers, id);
  const known = [...layers.runTime.byId.keys(), ...layers.files.byId.keys()];
  if (!scenario) throw new MagicError(`scenario "${id}" is not loaded.${suggest(id, known)}`);
  if (!scenario.enabled) throw new MagicError(`scenario "${id}" is switched off by enabled: false.`);
  return isMadeFor(scenario, call.operation) ? scenario : undefined;
}

/** A scenario that answers the call if nothing speaks against it in what is still to be measured. */
export type Candidate = { readonly scenario: Scenario; readonly open: readonly Need[] };

/**
 * Scenarios that may answer the call at its stage, the strongest first, as far as that can be told without counting, with what is
 * measured. A nearer one that waits for a later stage keeps the call from those farther away.
 */
export function* listCandidates(
  layers: Layers,
  question: Question,
  measured: ReadonlySet<Need>,
): Generator<Candidate> {
  const { call, stage } = question;
  const named = findNamed(layers, question);
  if (named && isLater(named.stage, stage)) return;
  if (named?.stage === stage) yield { scenario: named, open: [] };
  for (const scenario of layers.armed) {
    if (!isMadeFor(scenario, call.operation)) continue;
    if (isLater(scenario.stage, stage) && mayHoldLater(scenario, question)) return;
    if (scenario.stage === stage) yield* toCandidates(scenario, question, measured);
  }
  for (const layer of [layers.runTime, layers.files])
    for (const scenario of layer.find(call, stage)) {
      const isReplaced = layer === layers.files && layers.runTime.byId.has(scenario.id);
      if (scenario !== named && !isReplaced) yield* toCandidates(scenario, question, measured);
    }
}

/** The scenario if all of its conditions that can be told hold. */
function toCandidates(
  scenario: Scenario,
  { call }: Question,
  measured: ReadonlySet<Need>,
): readonly Candidate[] {
  if (!isMadeFor(scenario, call.operation)) return [];
  const open = new Set<Need>();
  for (const { needs, holds } of scenario.conditions) {
    const missing = needs.filter((need) => !measured.has(need));
    if (missing.length === 0 && !holds(call)) return [];
    for (const need of missing) open.add(need);
  }
  return [{ scenario, open: [...open] }];
}

const knownKinds: Readonly<Record<Stage, readonly string[]>> = {
  before_auth: ["header", "api_key"],
  // Other fields are not typed yet.
  before_validation: ["header", "api_key", "username", "vendor_data", "device", "file"],
  normal: [],
};

/** Whether a scenario that waits for a later stage can still come to answer the call, by what is known at this one. */
function mayHoldLater({ conditions }: Scenario, { call, stage }: Question): boolean {
  return conditions.every(
    ({ path, needs, holds }) =>
      needs.length > 0 || !knownKinds[stage].includes(path.split(".")[0] ?? "") || holds(call),
  );
}

function isLater(stage: Stage, than: Stage): boolean {
  return stages.indexOf(stage) > stages.indexOf(than);
}

function toText(value: string | string[] | undefined): string | undefined {
  const text = Array.isArray(value) ? value[0] : value;
  return text?.trim() || undefined;
}
