import type { Count } from "./advance.ts";
import type { Call } from "./call.ts";
import type { Scenario } from "./scenario.ts";

/** How far the scenarios of one space have got. */
export interface Counters {
  read(key: string): Count;
  write(key: string, count: Count): void;
  /** Forgets the counts of these scenarios, or all. */
  forget(scenarioIds?: ReadonlySet<string>): void;
}

/** Far more users, keys or pictures than one test suite has; the ones counted longest ago are forgotten first. */
const maxCounts = 10_000;
const nothing: Count = { reached: 0, given: 0 };

/** Counters at zero. */
export function createCounters(): Counters {
  const counts = new Map<string, Count>();
  return {
    read: (key) => counts.get(key) ?? nothing,
    write(key, count) {
      counts.delete(key);
      counts.set(key, count);
      const [oldest] = counts.keys();
      if (counts.size > maxCounts && oldest !== undefined) counts.delete(oldest);
    },
    forget(scenarioIds) {
      if (scenarioIds === undefined) counts.clear();
      else
        for (const key of counts.keys())
          if (scenarioIds.has(key.slice(0, key.indexOf("\n")))) counts.delete(key);
    },
  };
}

/** What the scenario counts this call under. */
export function toCounterKey({ id, countPer }: Scenario, { fields, apiKey, files }: Call): string {
  const parts: Record<Scenario["countPer"], () => unknown> = {
    scenario: () => "",
    vendor_data: () => fields.vendor_data ?? "",
    api_key: () => apiKey?.identity() ?? "",
    // In one order, whichever the client sends its parts in.
    image: () =>
      files
        .map(({ name, sha256 }) => JSON.stringify([name, sha256()]))
        .sort()
        .join(" "),
  };
  return `${id}\n${parts[countPer]()}`;
}
