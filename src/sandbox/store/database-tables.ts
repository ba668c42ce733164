import type Libsql from "libsql";
import { prepareCounters } from "./database-counters.ts";
import { prepareDocuments } from "./database-documents.ts";
import type { StateBounds } from "./state-store.ts";
import type { StateTables } from "./state-tables.ts";

/** Tables in a database. */
export type DatabaseTables = StateTables & {
  /** Forgets what was counted; must be called when a transaction was undone. */
  readonly forget: () => void;
};

/** The tables of an open database. */
export function createDatabaseTables(database: Libsql.Database, { keep = {} }: StateBounds): DatabaseTables {
  const counters = prepareCounters(database);
  const documents = prepareDocuments(database, keep);
  const sequence = database.prepare("SELECT last FROM sequence").raw();
  const writeSequence = database.prepare("UPDATE sequence SET last = ?");
  return {
    readCounter: counters.read,
    listCounters: counters.list,
    readDocument: documents.read,
    listDocuments: documents.list,
    countDocuments: documents.count,
    readSequence() {
      const [last] = sequence.get([]) as [number];
      return last;
    },
    apply(space, effects) {
      for (const [name, value] of effects.counters) counters.write(space, name, value);
      for (const effect of effects.documents) documents.write(space, effect);
      if (effects.sequence !== undefined) writeSequence.run([effects.sequence]);
    },
    clear(space, kinds) {
      documents.clear(space, kinds);
      if (kinds === undefined) counters.clear(space);
    },
    forget: documents.forget,
  };
}
