import { suggest } from "../documents/suggest.ts";
import { type Magic, MagicError, magicPrefix, parseMagic } from "./magic.ts";
import type { Call, OperationSpec, Scenario, Step } from "./scenario.ts";
import { countConditions, isMatch } from "./selector.ts";

/** The step that answers a call and how it is named in diagnostics, such as `credits-run-out#1/2`. */
export type Selection = { readonly step: Step; readonly label: string };

/** Values by which a call can name a scenario or order an outcome besides the header. */
export type Names = { readonly key?: string; readonly magic: readonly (string | undefined)[] };

/** A scenario in `after: fail` was called more often than it has steps. */
export class ExhaustedError extends Error {
  override readonly name = "ExhaustedError";
}

/** Selects the scenario that answers a call. */
export interface ScenarioStore {
  readonly scenarios: readonly Scenario[];
  /** The one scenario step that answers the call, if any. Counts the call; throws {@link MagicError} or {@link ExhaustedError}. */
  select(call: Call, spec: OperationSpec, names: Names): Selection | undefined;
}

/** Keeps the loaded scenarios and how often each was called. `own` scenarios replace shipped ones of the same id. */
export function createScenarioStore(
  specs: readonly OperationSpec[],
  shipped: readonly Scenario[],
  own: readonly Scenario[] = [],
): ScenarioStore {
  const ownIds = new Set(own.map(({ id }) => id));
  const scenarios = [...own, ...shipped.filter(({ id }) => !ownIds.has(id))];
  const byId = new Map(scenarios.map((scenario) => [scenario.id, scenario]));
  const ids = [...byId.keys()];
  const ranked = scenarios
    .map((scenario, order) => ({ scenario, order, weight: countConditions(scenario.when) }))
    .sort((a, b) => b.scenario.precedence - a.scenario.precedence || b.weight - a.weight || a.order - b.order)
    .map(({ scenario }) => scenario);
  const calls = new Map<string, number>();

  const take = (scenario: Scenario): Selection | undefined => {
    const { id, steps, after } = scenario;
    const called = calls.get(id) ?? 0;
    const total = steps.reduce((sum, { times }) => sum + times, 0);
    if (called >= total && after === "real") return undefined;
    calls.set(id, called + 1);
    if (called >= total && after === "fail")
      throw new ExhaustedError(`scenario ${id} allows ${total} calls; this is call ${called + 1}.`);
    const position = after === "cycle" ? called % total : Math.min(called, total - 1);
    const ends = steps.map((_, index) =>
      steps.slice(0, index + 1).reduce((sum, { times }) => sum + times, 0),
    );
    const index = ends.findIndex((end) => position < end);
    const step = steps[index];
    return step && { step, label: `${id}#${index + 1}/${steps.length}` };
  };

  return {
    scenarios,
    select(call, spec, { key, magic }) {
      const fits = ({ enabled, operations }: Scenario) =>
        enabled && (operations === undefined || operations.has(call.operation));
      const byName = (id: string | undefined) => {
        const scenario = id === undefined ? undefined : byId.get(id);
        return scenario && fits(scenario) ? take(scenario) : undefined;
      };
      const header = toText(call.headers["x-stuntface-scenario"]);
      if (header !== undefined && !byId.has(header))
        throw new MagicError(`scenario "${header}" is not loaded.${suggest(header, ids)}`);
      if (header !== undefined && byId.get(header)?.enabled === false)
        throw new MagicError(`scenario "${header}" is switched off by enabled: false.`);
      const selected =
        byName(header) ??
        firstOf(ranked, (scenario) =>
          fits(scenario) && (scenario.when === undefined || isMatch(scenario.when, call))
            ? take(scenario)
            : undefined,
        );
      if (selected) return selected;
      const order = magic.find((text) => text?.startsWith(magicPrefix));
      if (order !== undefined) return carryOut(parseFor(order, spec, specs, ids), order, byName);
      return byName(key?.startsWith("stunt_") ? key.slice("stunt_".length) : undefined);
    },
  };
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

function carryOut(
  magic: Magic | undefined,
  order: string,
  byName: (id: string) => Selection | undefined,
): Selection | undefined {
  if (!magic) return undefined;
  if ("step" in magic) return { step: magic.step, label: order.replace(/[^ -~]/g, "?").slice(0, 100) };
  const selection = byName(magic.scenario);
  return selection && { ...selection, step: amend(selection.step, magic) };
}

/** The step, later by the ordered delay and without detection where that is ordered and something is left to detect. */
function amend(step: Step, { delayMs, detection }: Extract<Magic, { scenario: string }>): Step {
  const { outcome } = step;
  const isOverlay = outcome.kind === "overlay" && detection !== undefined;
  return {
    ...step,
    delayMs: step.delayMs + delayMs,
    outcome: isOverlay ? { ...outcome, overlay: { ...outcome.overlay, detection } } : outcome,
  };
}

function firstOf<T, U>(items: readonly T[], toResult: (item: T) => U | undefined): U | undefined {
  for (const item of items) {
    const result = toResult(item);
    if (result !== undefined) return result;
  }
  return undefined;
}

function toText(value: string | string[] | undefined): string | undefined {
  const text = Array.isArray(value) ? value[0] : value;
  return text?.trim() || undefined;
}
