import { suggest } from "../documents/suggest.ts";
import { isMadeFor, type Layer } from "./layer.ts";
import { MagicError } from "./magic.ts";
import { type Scenario, type Stage, stages } from "./scenario.ts";
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

/**
 * Scenarios that may answer the call at its stage, the strongest first, as far as that can be told without counting. A nearer one that waits for a
 * later stage keeps the call from those farther away.
 */
export function* listCandidates(layers: Layers, question: Question): Generator<Scenario> {
  const { call, stage } = question;
  const named = findNamed(layers, question);
  if (named && isLater(named.stage, stage)) return;
  if (named?.stage === stage) yield named;
  for (const scenario of layers.armed) {
    if (!isMadeFor(scenario, call.operation)) continue;
    if (isLater(scenario.stage, stage)) return;
    if (scenario.stage === stage && isFor(scenario, question)) yield scenario;
  }
  for (const layer of [layers.runTime, layers.files])
    for (const scenario of layer.find(call, stage)) {
      const isReplaced = layer === layers.files && layers.runTime.byId.has(scenario.id);
      if (scenario !== named && !isReplaced && isFor(scenario, question)) yield scenario;
    }
}

/** What must be measured before the scenarios can be asked about the call at its stage. */
export function listNeeds(
  layers: Layers,
  { call, stage }: Question,
): ReadonlySet<"perceptual-hash" | "detection"> {
  const needs = new Set<"perceptual-hash" | "detection">();
  const candidates = [
    ...layers.armed,
    ...layers.runTime.find(call, stage),
    ...layers.files.find(call, stage),
  ];
  for (const scenario of candidates) {
    const { conditions } = scenario;
    if (scenario.stage !== stage || !isMadeFor(scenario, call.operation)) continue;
    if (conditions.every(({ needs: need }) => need === "request")) continue;
    if (!conditions.every((condition) => condition.needs !== "request" || condition.holds(call))) continue;
    for (const { needs: need } of conditions) if (need !== "request") needs.add(need);
  }
  return needs;
}

function isFor(scenario: Scenario, { call }: Question): boolean {
  return isMadeFor(scenario, call.operation) && scenario.conditions.every(({ holds }) => holds(call));
}

function isLater(stage: Stage, than: Stage): boolean {
  return stages.indexOf(stage) > stages.indexOf(than);
}

function toText(value: string | string[] | undefined): string | undefined {
  const text = Array.isArray(value) ? value[0] : value;
  return text?.trim() || undefined;
}
