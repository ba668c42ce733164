import { isKey } from "./store/check-input.ts";
import type { Json, StateStore } from "./store/state-store.ts";

/**
 * What one space remembers beyond a request: counters and documents by kind and key. Every call is one atomic change, so that
 * several servers can share a store; values are plain JSON.
 */
export interface SpaceStore {
  /**
   * Adds a whole number to a counter, which begins at `start` (0), and returns its new value; undefined, with nothing changed,
   * when that would leave the bounds (inclusive).
   */
  add(counter: string, amount: number, bounds?: CounterBounds): Promise<number | undefined>;
  /** Undefined also for a text that no document can have as its key. */
  get<T>(kind: string, key: string): Promise<Stored<T> | undefined>;
  /** Stores a new document; false when the key is taken. */
  insert<T>(kind: string, key: string, value: T): Promise<boolean>;
  /** Replaces a document that still has this version; false when it has another or is gone. */
  replace<T>(kind: string, key: string, version: number, value: T): Promise<boolean>;
  /** Stores a document, whether there is one or not. */
  put<T>(kind: string, key: string, value: T): Promise<void>;
  /** Forgets a document; false when there is none. */
  remove(kind: string, key: string): Promise<boolean>;
  /** Documents of a kind, the newest first; `after` is the sequence number of the last one that was seen. At most 1,000. */
  list<T>(
    kind: string,
    options?: { readonly limit?: number; readonly after?: number },
  ): Promise<readonly { readonly key: string; readonly value: T; readonly sequence: number }[]>;
}

/** Bounds of a counter, inclusive, and where it begins. */
export type CounterBounds = { readonly min?: number; readonly max?: number; readonly start?: number };

/** A document and the version that {@link SpaceStore.replace} asks for. */
export type Stored<T> = { readonly value: T; readonly version: number };

/** The part of a store that belongs to one space. */
export function bindSpaceStore(store: StateStore, space: string): SpaceStore {
  return {
    async add(counter, amount, bounds = {}) {
      if (amount !== 0) return store.add(space, counter, amount, bounds);
      // To add nothing is to ask; callers may ask about any number of counters that never come to be.
      return (await store.read(space, counter)) ?? bounds.start ?? 0;
    },
    async get<T>(kind: string, key: string) {
      // Callers ask for whatever a client sent.
      if (!isKey(key)) return undefined;
      const document = await store.get(space, kind, key);
      return document && { value: document.value as T, version: document.version };
    },
    insert: async (kind, key, value) => (await store.insert(space, kind, key, value as Json)) !== undefined,
    replace: async (kind, key, version, value) =>
      (await store.replace(space, kind, key, version, value as Json)) !== undefined,
    async put(kind, key, value) {
      await store.put(space, kind, key, value as Json);
    },
    remove: (kind, key) => store.remove(space, kind, key),
    async list<T>(kind: string, options: { readonly limit?: number; readonly after?: number } = {}) {
      const documents = await store.list(space, kind, { limit: 1000, ...options });
      return documents.map(({ key, value, sequence }) => ({ key, value: value as T, sequence }));
    },
  };
}
