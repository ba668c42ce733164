import type { Call } from "./call.ts";
import { type Scenario, type Stage, stages } from "./scenario.ts";

/** Scenarios of one layer, found by what the call has rather than one after the other. */
export type Layer = {
  readonly scenarios: readonly Scenario[];
  readonly byId: ReadonlyMap<string, Scenario>;
  /** Names of the headers that conditions ask about, in lower case. */
  readonly askedHeaders: ReadonlySet<string>;
  /** Those of one stage that could answer the call, the strongest first; whether they do, their conditions tell. */
  find(call: Call, stage: Stage): readonly Scenario[];
};

/** A layer in which scenarios tie by their order: the first of the list wins. */
export function createLayer(scenarios: readonly Scenario[]): Layer {
  const ranked = scenarios
    .filter(({ enabled }) => enabled)
    .map((scenario, order) => ({ scenario, order, weight: countConditions(scenario) }))
    .sort((a, b) => b.scenario.precedence - a.scenario.precedence || b.weight - a.weight || a.order - b.order)
    .map(({ scenario }) => scenario);
  const indexes = new Map(
    stages.map((stage) => [stage, createIndex(ranked.filter((scenario) => scenario.stage === stage))]),
  );
  return {
    scenarios,
    byId: new Map(scenarios.map((scenario) => [scenario.id, scenario])),
    askedHeaders: new Set(scenarios.flatMap(({ written: { when } }) => listHeaders(when, when?.not))),
    find: (call, stage) => indexes.get(stage)?.(call) ?? [],
  };
}

function listHeaders(...groups: readonly ({ readonly header?: object } | undefined)[]): string[] {
  return groups.flatMap((group) => Object.keys(group?.header ?? {}).map((name) => name.toLowerCase()));
}

/** How many selectors a scenario states; more of them make it win over another. */
export function countConditions({ conditions, call }: Scenario): number {
  return conditions.reduce((sum, { weight }) => sum + weight, call === undefined ? 0 : 1);
}

/** Whether the scenario is made for the operation. */
export function isMadeFor({ operations }: Scenario, operation: string): boolean {
  return operations === undefined || operations.has(operation);
}

type Ranked = { readonly rank: number; readonly scenario: Scenario };

/** Finds scenarios by a condition with exact texts; those without one are candidates for every call. */
function createIndex(ranked: readonly Scenario[]): (call: Call) => readonly Scenario[] {
  const always: Ranked[] = [];
  const byText = new Map<string, Map<string, Ranked[]>>();
  for (const [rank, scenario] of ranked.entries()) {
    const item = { rank, scenario };
    const anchor = scenario.conditions.find(({ path, exact }) => exact && toReader(path));
    if (!anchor) always.push(item);
    for (const text of new Set(anchor?.exact)) {
      const texts = byText.get(anchor?.path ?? "") ?? new Map<string, Ranked[]>();
      byText.set(anchor?.path ?? "", texts.set(text, [...(texts.get(text) ?? []), item]));
    }
  }
  const readers = [...byText].map(([path, texts]) => ({ read: toReader(path), texts }));
  return (call) => {
    // A set: a header that comes several times may lead to a scenario more than once.
    const found = new Set(
      readers.flatMap(({ read, texts }) => (read?.(call) ?? []).flatMap((text) => texts.get(text) ?? [])),
    );
    const candidates = found.size === 0 ? always : [...always, ...found].sort((a, b) => a.rank - b.rank);
    return candidates.map(({ scenario }) => scenario);
  };
}

/** Reads the texts that a condition with this path compares; undefined for conditions that scenarios are not found by. */
function toReader(path: string): ((call: Call) => readonly string[]) | undefined {
  const [kind = "", ...rest] = path.split(".");
  const name = rest.join(".");
  const read = (value: unknown) => (value === undefined || value === null ? [] : [String(value)]);
  if (kind === "vendor_data" || kind === "device") return ({ fields }) => read(own(fields, kind));
  if (kind === "field") return ({ fields }) => read(own(fields, name));
  if (kind === "header") return ({ headers }) => [own(headers, name)].flat().flatMap(read);
  if (kind === "username") return ({ username }) => read(username);
  return undefined;
}

function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
