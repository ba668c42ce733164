import type { CallRecord } from "./record.ts";

/** The calls that a server answered last. */
export interface Journal {
  add(record: CallRecord): void;
  /** All that are kept, the last first. */
  list(): CallRecord[];
  find(requestId: string): CallRecord | undefined;
}

const maxRecords = 1000;
const maxBytes = 8 * 1024 * 1024;

/** A journal that keeps 1,000 records or 8 MB of them, whichever is less. */
export function createJournal(): Journal {
  const records = new Map<string, { readonly record: CallRecord; readonly bytes: number }>();
  let heldBytes = 0;
  return {
    add(record) {
      const bytes = measureRecord(record);
      records.set(record.requestId, { record, bytes });
      heldBytes += bytes;
      for (const [oldest, { bytes: freed }] of records) {
        if (records.size <= maxRecords && heldBytes <= maxBytes) return;
        records.delete(oldest);
        heldBytes -= freed;
      }
    },
    list: () => [...records.values()].map(({ record }) => record).reverse(),
    find: (requestId) => records.get(requestId)?.record,
  };
}

// Numbers and keys of a face take about this much in V8; measuring each record exactly would cost more than it is worth.
const bytesPerRecord = 1_000;
const bytesPerFace = 3_000;

function measureRecord({ pictures }: CallRecord): number {
  return pictures.reduce((sum, { faces }) => sum + faces.length * bytesPerFace, bytesPerRecord);
}
