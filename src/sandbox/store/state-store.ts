import type { Change } from "./change.ts";

/**
 * The state of all spaces: numbers with a name and documents of a kind with a key. Every method is one atomic step that needs nothing read before it,
 * so that several servers may share a store; a promise resolves when its step will survive whatever the store survives, and rejects with StateError.
 * Names, kinds and keys are texts of 1 to 512 characters without NUL and without half surrogate pairs.
 */
export interface StateStore {
  /**
   * Adds to a counter and returns its new value; undefined, and nothing changed, when that would be out of bounds. Counters are whole numbers (money:
   * see money.ts); ids are taken with `add(space, name, 1)`.
   */
  add(space: string, counter: string, amount: number, bounds?: CounterBounds): Promise<number | undefined>;
  /** Gives a counter a value, whatever it was; null forgets it, so that it starts again. */
  set(space: string, counter: string, value: number | null): Promise<void>;
  /** The value of a counter; undefined while nothing was added to it, whatever it will start at. */
  read(space: string, counter: string): Promise<number | undefined>;
  /** Counters by name. */
  listCounters(space: string, page?: KeyPage): Promise<readonly Counter[]>;

  /** Adds a document and returns its version; undefined, and nothing changed, when the key is taken. */
  insert(space: string, kind: string, key: string, value: Json): Promise<number | undefined>;
  /** Adds or overwrites a document and returns its version. */
  put(space: string, kind: string, key: string, value: Json): Promise<number>;
  /** Overwrites the document that still has this version and returns the new one; undefined, and nothing changed, otherwise. */
  replace(
    space: string,
    kind: string,
    key: string,
    version: number,
    value: Json,
  ): Promise<number | undefined>;
  /** Removes a document, with `version` only that one; false when there is none. */
  remove(space: string, kind: string, key: string, version?: number): Promise<boolean>;
  /** The document; its value is as it was written, not checked against T. */
  get<T extends Json>(space: string, kind: string, key: string): Promise<StateDocument<T> | undefined>;
  /** Documents of one kind, newest first unless the page says otherwise. */
  list<T extends Json>(
    space: string,
    kind: string,
    page?: DocumentPage,
  ): Promise<readonly StateDocument<T>[]>;
  /** How many documents of a kind there are. */
  count(space: string, kind: string): Promise<number>;

  /** Makes all changes, each seeing those before it, or none when one of them fails: charges and saves at once. */
  transact(space: string, changes: readonly Change[]): Promise<Transaction>;
  /** Forgets a space, or all without one; with `kinds` only their documents. Versions and sequence numbers go on. */
  clear(space?: string, kinds?: readonly string[]): Promise<void>;
  /** Ends what is under way, then the store; later calls reject. */
  close(): Promise<void>;
}

/** What JSON can carry. Values are kept as their JSON text, so that later changes of an object do not reach the store. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/** A document as it was at one moment. */
export type StateDocument<T extends Json = Json> = {
  readonly key: string;
  readonly value: T;
  /** Grows with every write to the store and is never given twice, not even after a removal. */
  readonly version: number;
  /** Grows with every new document; an overwritten one keeps its own. */
  readonly sequence: number;
};

/** A number with a name. */
export type Counter = { readonly name: string; readonly value: number };

/** Both ends belong to what is allowed; the safe integers are a bound in any case. */
export type CounterBounds = {
  readonly min?: number;
  readonly max?: number;
  /** What the first amount is added to; 0 unless given. */
  readonly start?: number;
};

/** A part of a list by key, in the order of code points. */
export type KeyPage = {
  /** Only greater keys: the last one of the page before. */
  readonly after?: string;
  /** 100 unless given, 1,000 at most. */
  readonly limit?: number;
};

/** A part of a list of documents. */
export type DocumentPage =
  | (KeyPage & { readonly order: "key" })
  | {
      readonly order?: "newest";
      /** Only older ones: the sequence number of the last one of the page before. */
      readonly after?: number;
      /** 100 unless given, 1,000 at most. */
      readonly limit?: number;
    };

/** How changes ended. */
export type Transaction =
  | {
      readonly done: true;
      /** For each change the new value of the counter or the version of the document; 0 for what is gone. */
      readonly results: readonly number[];
    }
  | {
      readonly done: false;
      /** Index of the change that could not be made. */
      readonly failed: number;
    };

/** Bounds of a store. */
export type StateBounds = {
  /**
   * Documents of a kind that a space keeps; a new one beyond that drops the oldest. Kinds that are not named here lose nothing, and counters never do:
   * when a store is full, writes reject instead.
   */
  readonly keep?: Readonly<Record<string, number>>;
  /** Size from which on growing writes reject as "full"; in memory, where it is an estimate, 256 MiB unless given. */
  readonly maxBytes?: number;
};
