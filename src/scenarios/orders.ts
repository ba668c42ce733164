import { suggest } from "../documents/suggest.ts";
import { findById, type Layers } from "./candidates.ts";
import { isMadeFor } from "./layer.ts";
import { type Magic, MagicError, magicPrefix, parseMagic } from "./magic.ts";
import type { OperationSpec, Scenario, Step } from "./scenario.ts";
import type { Decision, Question, Selection } from "./selection.ts";

const keyPrefix = "stunt_";
/** Keys that say whether their owner may call at all; the providers' admission heeds them. */
const admissionKeys = new Set(["stunt_invalid", "stunt_no_credits", "stunt_forbidden", "stunt_rate_limited"]);

/** What a scenario makes of a call; undefined when it lets it pass. */
export type Taken = Pick<Decision, "selection" | "exhausted"> | undefined;

/** What a magic value or a key that names a scenario orders; throws MagicError for one that cannot be understood. */
export function followOrder(
  { call, spec, names }: Question,
  specs: readonly OperationSpec[],
  layers: Layers,
  take: (scenario: Scenario) => Taken,
): Taken {
  const byName = (id: string | undefined) => {
    const scenario = id === undefined ? undefined : findById(layers, id);
    return scenario?.enabled && isMadeFor(scenario, call.operation) ? take(scenario) : undefined;
  };
  const order = names.magic.find((text) => text?.startsWith(magicPrefix));
  if (order === undefined) return byName(toNamedId(names.key, layers));
  const magic = parseFor(order, spec, specs, [...layers.runTime.byId.keys(), ...layers.files.byId.keys()]);
  if (!magic) return undefined;
  if ("step" in magic) {
    const label = order.replace(/[^ -~]/g, "?").slice(0, 100);
    const { delay } = magic.step;
    const delayMs = delay.kind === "fixed" ? delay.ms : 0;
    return { selection: { scenario: undefined, step: magic.step, delayMs, label } };
  }
  const taken = byName(magic.scenario);
  return taken?.selection ? { selection: amend(taken.selection, magic) } : taken;
}

/** The id of the scenario that a key or user name means; throws MagicError when there is none. */
function toNamedId(key: string | undefined, layers: Layers): string | undefined {
  if (!key?.startsWith(keyPrefix)) return undefined;
  const id = key.slice(keyPrefix.length);
  if (findById(layers, id)) return id;
  if (admissionKeys.has(key)) return undefined;
  const known = [...layers.runTime.byId.keys(), ...layers.files.byId.keys()];
  throw new MagicError(`scenario "${id.slice(0, 100)}" is not loaded.${suggest(id, known)}`);
}

/** What the order means to this operation; undefined when it is meant for another one. */
function parseFor(
  order: string,
  spec: OperationSpec,
  specs: readonly OperationSpec[],
  ids: readonly string[],
): Magic | undefined {
  const fits = (other: OperationSpec) => {
    try {
      return parseMagic(order, other, ids) !== undefined;
    } catch {
      return false;
    }
  };
  return specs.some((other) => other.id !== spec.id && fits(other)) && !fits(spec)
    ? undefined
    : parseMagic(order, spec, ids);
}

/** The selection, later by the ordered delay and without detection where that is ordered and something is left to detect. */
function amend(
  selection: Selection,
  { delayMs, detection }: Extract<Magic, { scenario: string }>,
): Selection {
  const { outcome } = selection.step;
  const isOverlay = outcome.kind === "overlay" && detection !== undefined;
  const step: Step = {
    ...selection.step,
    outcome: isOverlay ? { ...outcome, overlay: { ...outcome.overlay, detection } } : outcome,
  };
  return { ...selection, step, delayMs: selection.delayMs + delayMs };
}
