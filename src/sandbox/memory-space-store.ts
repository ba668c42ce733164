import type { SpaceStore, Stored } from "./space-store.ts";

/** A store that lives as long as its space. Documents are copied in and out, as from a database. */
export function createMemorySpaceStore(): SpaceStore {
  const counters = new Map<string, number>();
  const kinds = new Map<string, Map<string, Stored<unknown>>>();
  const documents = (kind: string) => {
    const known = kinds.get(kind) ?? new Map<string, Stored<unknown>>();
    kinds.set(kind, known);
    return known;
  };
  return {
    async add(
      counter,
      amount,
      { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER, start = 0 } = {},
    ) {
      const next = (counters.get(counter) ?? start) + amount;
      if (next < min || next > max) return undefined;
      // To add nothing is to ask; callers may ask about any number of counters that never come to be.
      if (amount !== 0) counters.set(counter, next);
      return next;
    },
    async get<T>(kind: string, key: string) {
      const stored = kinds.get(kind)?.get(key);
      return stored && { value: structuredClone(stored.value) as T, version: stored.version };
    },
    async insert(kind, key, value) {
      if (documents(kind).has(key)) return false;
      documents(kind).set(key, { value: structuredClone(value), version: 1 });
      return true;
    },
    async replace(kind, key, version, value) {
      if (documents(kind).get(key)?.version !== version) return false;
      documents(kind).set(key, { value: structuredClone(value), version: version + 1 });
      return true;
    },
    async put(kind, key, value) {
      const version = (documents(kind).get(key)?.version ?? 0) + 1;
      documents(kind).set(key, { value: structuredClone(value), version });
    },
    async remove(kind, key) {
      return documents(kind).delete(key);
    },
    async list<T>(kind: string, { limit, after }: { limit?: number; after?: string } = {}) {
      const all = [...(kinds.get(kind) ?? [])].reverse();
      const begin = after === undefined ? 0 : all.findIndex(([key]) => key === after) + 1;
      const rest = after !== undefined && begin === 0 ? [] : all.slice(begin);
      return rest.slice(0, limit).map(([key, { value }]) => ({ key, value: structuredClone(value) as T }));
    },
  };
}
