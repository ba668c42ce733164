import { compareKeys } from "./compare-keys.ts";
import { createMemoryDocuments, type MemoryDocuments, toRowBytes } from "./memory-documents.ts";
import { StateError } from "./state-error.ts";
import type { StateBounds } from "./state-store.ts";
import type { Effects, StateTables } from "./state-tables.ts";

type MemorySpace = {
  readonly counters: Map<string, number>;
  readonly kinds: Map<string, MemoryDocuments>;
};

const standardMaxBytes = 256 * 1024 * 1024;
// Measured with 100,000 counters: what an entry takes besides its name.
const counterBytes = 60;

/** Tables that live as long as this object. */
export function createMemoryTables({ keep = {}, maxBytes = standardMaxBytes }: StateBounds): StateTables {
  const limits = new Map(Object.entries(keep));
  const spaces = new Map<string, MemorySpace>();
  let sequence = 0;
  let bytes = 0;

  const useSpace = (name: string): MemorySpace => {
    const space = spaces.get(name) ?? { counters: new Map(), kinds: new Map() };
    spaces.set(name, space);
    return space;
  };
  const findKind = (space: string, kind: string) => spaces.get(space)?.kinds.get(kind);
  const removeKind = (space: MemorySpace, kind: string) => {
    bytes -= space.kinds.get(kind)?.bytes ?? 0;
    space.kinds.delete(kind);
  };
  const removeCounter = ({ counters }: MemorySpace, name: string) => {
    if (counters.delete(name)) bytes -= toCounterBytes(name);
  };
  const writeDocuments = ({ kinds }: MemorySpace, effects: Effects) => {
    for (const effect of effects.documents) {
      const documents = kinds.get(effect.kind) ?? createMemoryDocuments();
      kinds.set(effect.kind, documents);
      const before = documents.bytes;
      documents.apply(effect);
      while (documents.size > (limits.get(effect.kind) ?? Infinity)) documents.dropOldest();
      bytes += documents.bytes - before;
    }
  };

  return {
    readCounter: (space, name) => spaces.get(space)?.counters.get(name),
    listCounters(space, { after, limit }) {
      const counters = spaces.get(space)?.counters ?? new Map<string, number>();
      const names = [...counters.keys()].filter(
        (name) => after === undefined || compareKeys(name, after) > 0,
      );
      return names
        .sort(compareKeys)
        .slice(0, limit)
        .map((name) => ({ name, value: counters.get(name) ?? 0 }));
    },
    readDocument: (space, kind, key) => findKind(space, kind)?.get(key),
    listDocuments: (space, kind, page) => findKind(space, kind)?.list(page) ?? [],
    countDocuments: (space, kind) => findKind(space, kind)?.size ?? 0,
    readSequence: () => sequence,
    apply(name, effects) {
      const space = useSpace(name);
      const growth = toGrowth(space, effects);
      if (growth > 0 && bytes + growth > maxBytes)
        throw new StateError("full", `The state in memory is full (${maxBytes} bytes); clear some of it.`);
      sequence = effects.sequence ?? sequence;
      writeDocuments(space, effects);
      for (const [counter, value] of effects.counters)
        if (value === null) removeCounter(space, counter);
        else {
          if (!space.counters.has(counter)) bytes += toCounterBytes(counter);
          space.counters.set(counter, value);
        }
    },
    clear(space, kinds) {
      const cleared = space === undefined ? [...spaces.keys()] : [space];
      for (const name of cleared) {
        const known = spaces.get(name);
        if (!known) continue;
        for (const kind of kinds ?? [...known.kinds.keys()]) removeKind(known, kind);
        if (kinds) continue;
        for (const counter of [...known.counters.keys()]) removeCounter(known, counter);
        spaces.delete(name);
      }
    },
  };
}

function toCounterBytes(name: string): number {
  return counterBytes + name.length * 2;
}

/** What effects add before anything old is dropped for them. */
function toGrowth({ counters }: MemorySpace, effects: Effects): number {
  const added = [...effects.counters].filter(([name, value]) => value !== null && !counters.has(name));
  return (
    added.reduce((sum, [name]) => sum + toCounterBytes(name), 0) +
    effects.documents.reduce((sum, { before, after }) => sum + toRowBytes(after) - toRowBytes(before), 0)
  );
}
