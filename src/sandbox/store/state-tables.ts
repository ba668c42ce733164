import type { Counter, DocumentPage, KeyPage } from "./state-store.ts";

/** A document as tables hold it. */
export type DocumentRow = {
  readonly key: string;
  /** JSON. */
  readonly text: string;
  readonly version: number;
  readonly sequence: number;
};

/** A document that is added (no `before`), overwritten, or removed (no `after`). */
export type DocumentEffect = {
  readonly kind: string;
  readonly key: string;
  readonly before: DocumentRow | undefined;
  readonly after: DocumentRow | undefined;
};

/** What changes come to, once it is decided that they can be made. */
export type Effects = {
  /** New values; null forgets the counter. */
  readonly counters: ReadonlyMap<string, number | null>;
  /** Removals first, then the others in the order of their sequence numbers. */
  readonly documents: readonly DocumentEffect[];
  /** The highest version or sequence number given out; undefined when it stays. */
  readonly sequence: number | undefined;
};

/** A page with its limit filled in. */
export type Limited<Page> = Page & { readonly limit: number };

/** Where one process keeps state. Everything is synchronous, so nothing comes between the calls of one step. */
export interface StateTables {
  readCounter(space: string, name: string): number | undefined;
  listCounters(space: string, page: Limited<KeyPage>): readonly Counter[];
  readDocument(space: string, kind: string, key: string): DocumentRow | undefined;
  listDocuments(space: string, kind: string, page: Limited<DocumentPage>): readonly DocumentRow[];
  countDocuments(space: string, kind: string): number;
  /** The highest version or sequence number given out so far. */
  readSequence(): number;
  /** Writes all effects and drops what is beyond the bounds; throws StateError with nothing changed, or its own error for a failed write. */
  apply(space: string, effects: Effects): void;
  clear(space: string | undefined, kinds: readonly string[] | undefined): void;
}
