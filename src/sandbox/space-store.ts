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
  get<T>(kind: string, key: string): Promise<Stored<T> | undefined>;
  /** Stores a new document; false when the key is taken. */
  insert<T>(kind: string, key: string, value: T): Promise<boolean>;
  /** Replaces a document that still has this version; false when it has another or is gone. */
  replace<T>(kind: string, key: string, version: number, value: T): Promise<boolean>;
  /** Stores a document, whether there is one or not. */
  put<T>(kind: string, key: string, value: T): Promise<void>;
  /** Forgets a document; false when there is none. */
  remove(kind: string, key: string): Promise<boolean>;
  /** Documents of a kind, the newest first; `after` is the key of the last one that was seen. */
  list<T>(
    kind: string,
    options?: { readonly limit?: number; readonly after?: string },
  ): Promise<readonly { readonly key: string; readonly value: T }[]>;
}

/** Bounds of a counter, inclusive, and where it begins. */
export type CounterBounds = { readonly min?: number; readonly max?: number; readonly start?: number };

/** A document and the version that {@link SpaceStore.replace} asks for. */
export type Stored<T> = { readonly value: T; readonly version: number };
