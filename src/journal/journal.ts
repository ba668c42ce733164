import type { CallRecord, JournalEntry } from "./record.ts";

/** The calls that one space answered last. */
export interface Journal {
  /** Calls since the journal was last cleared, those that are no longer kept included. */
  readonly total: number;
  readonly bytes: number;
  readonly size: number;
  add(entry: JournalEntry): void;
  /** All that are kept, the last first. */
  list(): CallRecord[];
  entries(): readonly JournalEntry[];
  /** By the request's id or by the id in the answer's body. */
  find(id: string): JournalEntry | undefined;
  /** Drops the oldest entry. */
  dropOldest(): void;
  clear(): void;
  /** Whether somebody listens. */
  readonly isWatched: boolean;
  /** Hears of every call from now on, and when there will be no more; the result ends it. */
  listen(onCall: (record: CallRecord) => void, onEnd?: () => void): () => void;
  /** Tells the listeners that no more calls will come. */
  close(): void;
}

type Listener = {
  readonly onCall: (record: CallRecord) => void;
  readonly onEnd: (() => void) | undefined;
};

const maxRecords = 1000;
const maxBytes = 8 * 1024 * 1024;
/** What an entry takes in V8 besides its characters. */
const entryBytes = 1_000;

/** A journal that keeps 1,000 records or 8 MB of them, whichever is less. */
export function createJournal(): Journal {
  const held = new Map<string, { readonly entry: JournalEntry; readonly bytes: number }>();
  const listeners = new Set<Listener>();
  let bytes = 0;
  let total = 0;
  const dropOldest = () => {
    const [oldest] = held;
    if (!oldest) return;
    held.delete(oldest[0]);
    bytes -= oldest[1].bytes;
  };
  return {
    get total() {
      return total;
    },
    get bytes() {
      return bytes;
    },
    get size() {
      return held.size;
    },
    add(entry) {
      const { record } = entry;
      const size = JSON.stringify(record).length + entryBytes;
      bytes -= held.get(record.requestId)?.bytes ?? 0;
      held.delete(record.requestId);
      held.set(record.requestId, { entry, bytes: size });
      bytes += size;
      total += 1;
      while (held.size > maxRecords || bytes > maxBytes) dropOldest();
      for (const { onCall } of listeners) onCall(record);
    },
    list: () => [...held.values()].map(({ entry }) => entry.record).reverse(),
    entries: () => [...held.values()].map(({ entry }) => entry),
    find: (id) =>
      held.get(id)?.entry ?? [...held.values()].findLast(({ entry }) => entry.record.answerId === id)?.entry,
    dropOldest,
    clear() {
      held.clear();
      bytes = 0;
      total = 0;
    },
    get isWatched() {
      return listeners.size > 0;
    },
    listen(onCall, onEnd) {
      const listener = { onCall, onEnd };
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      for (const { onEnd } of listeners) onEnd?.();
      listeners.clear();
    },
  };
}
