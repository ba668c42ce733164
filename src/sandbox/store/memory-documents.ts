import { compareKeys } from "./compare-keys.ts";
import type { DocumentPage } from "./state-store.ts";
import type { DocumentEffect, DocumentRow, Limited } from "./state-tables.ts";

/** The documents of one kind in one space. */
export interface MemoryDocuments {
  readonly size: number;
  /** Estimated size of all. */
  readonly bytes: number;
  get(key: string): DocumentRow | undefined;
  list(page: Limited<DocumentPage>): readonly DocumentRow[];
  /** Effects on new documents must come in the order of their sequence numbers. */
  apply(effect: DocumentEffect): void;
  dropOldest(): void;
}

// Measured with 100,000 small documents: what an entry takes besides its texts.
const entryBytes = 200;

/** Estimated memory of a document. */
export function toRowBytes(row: DocumentRow | undefined): number {
  return row ? entryBytes + row.key.length * 2 + row.text.length : 0;
}

/** No documents yet. */
export function createMemoryDocuments(): MemoryDocuments {
  // In the order of sequence numbers, because an overwritten entry keeps its place.
  const rows = new Map<string, DocumentRow>();
  let bytes = 0;
  // Sorted when first asked for and until keys come or go, so that reading page after page does not sort each time.
  let keys: readonly string[] | undefined;
  const remove = (row: DocumentRow) => {
    rows.delete(row.key);
    bytes -= toRowBytes(row);
    keys = undefined;
  };
  const listByKey = (after: string | undefined, limit: number) => {
    keys ??= [...rows.keys()].sort(compareKeys);
    const first = after === undefined ? 0 : findAfter(keys, after);
    return keys.slice(first, first + limit).flatMap((key) => rows.get(key) ?? []);
  };
  const listNewest = (after: number, limit: number) => {
    const all = [...rows.values()];
    const end = findEnd(all, after);
    return all.slice(Math.max(0, end - limit), end).reverse();
  };
  return {
    get size() {
      return rows.size;
    },
    get bytes() {
      return bytes;
    },
    get: (key) => rows.get(key),
    list: (page) =>
      page.order === "key"
        ? listByKey(page.after, page.limit)
        : listNewest(page.after ?? Infinity, page.limit),
    apply({ key, before, after }) {
      if (after) {
        if (!before) keys = undefined;
        bytes += toRowBytes(after) - toRowBytes(before);
        rows.set(key, after);
      } else if (before) remove(before);
    },
    dropOldest() {
      const [oldest] = rows.values();
      if (oldest) remove(oldest);
    },
  };
}

function findAfter(keys: readonly string[], after: string): number {
  return findFirst(keys.length, (index) => compareKeys(keys[index] ?? "", after) > 0);
}

function findEnd(rows: readonly DocumentRow[], sequence: number): number {
  return findFirst(rows.length, (index) => (rows[index]?.sequence ?? 0) >= sequence);
}

/** The first index for which `holds` is true, when it is so for all later ones; `length` when there is none. */
function findFirst(length: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
