import { isDeepStrictEqual } from "node:util";
import type { Problem } from "../documents/problem.ts";
import { createLayer, type Layer } from "./layer.ts";
import type { Scenario } from "./scenario.ts";

/** How reading the scenario files ended. */
export type ReloadResult = {
  /** The directory; null when only the shipped files are there. */
  readonly directory: string | null;
  /** Own scenarios that answer calls now. */
  readonly scenarios: number;
  /** When they were read, milliseconds since 1970. */
  readonly loadedAt: number;
  /** Why the files as they are now are not used; the last good ones stay. */
  readonly problems: readonly Problem[];
};

/** The scenario files of a server: the user's own before the shipped ones, of which they replace those with their ids. */
export interface ScenarioFiles {
  readonly layer: () => Layer;
  /** Puts other own scenarios in the place of the ones loaded before. */
  replace(own: readonly Scenario[]): void;
  /** Hears after each replacement the ids that went or whose scenarios were written anew. */
  listen(listener: (changed: ReadonlySet<string>) => void): void;
}

/** The files' scenarios, all spaces together. */
export function createScenarioFiles(shipped: readonly Scenario[], own: readonly Scenario[]): ScenarioFiles {
  const toLayer = (scenarios: readonly Scenario[]) => {
    const ids = new Set(scenarios.map(({ id }) => id));
    return createLayer([...scenarios, ...shipped.filter(({ id }) => !ids.has(id))]);
  };
  const listeners: ((changed: ReadonlySet<string>) => void)[] = [];
  let layer = toLayer(own);
  return {
    layer: () => layer,
    replace(scenarios) {
      const before = layer;
      layer = toLayer(scenarios);
      const changed = listChanged(before, layer);
      if (changed.size > 0) for (const listener of listeners) listener(changed);
    },
    listen: (listener) => void listeners.push(listener),
  };
}

/** Where a scenario stands in the files, and how its text is laid out, does not matter. */
function listChanged(before: Layer, after: Layer): ReadonlySet<string> {
  const changed = before.scenarios.filter(
    ({ id, written }) => !isDeepStrictEqual(written, after.byId.get(id)?.written),
  );
  return new Set(changed.map(({ id }) => id));
}
