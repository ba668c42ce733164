import type Libsql from "libsql";
import type { Counter, KeyPage } from "./state-store.ts";
import type { Limited } from "./state-tables.ts";

/** Statements on the table of counters. */
export function prepareCounters(database: Libsql.Database) {
  const read = database.prepare("SELECT value FROM counters WHERE space = ? AND name = ?").raw();
  const write = database.prepare(
    "INSERT INTO counters VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
  );
  const remove = database.prepare("DELETE FROM counters WHERE space = ? AND name = ?");
  const list = database
    .prepare("SELECT name, value FROM counters WHERE space = ? AND name > ? ORDER BY name LIMIT ?")
    .raw();
  const clearSpace = database.prepare("DELETE FROM counters WHERE space = ?");
  return {
    read: (space: string, name: string) => (read.get([space, name]) as [number] | undefined)?.[0],
    // No name is empty, so all are greater than the empty text.
    list: (space: string, { after = "", limit }: Limited<KeyPage>): readonly Counter[] =>
      (list.all([space, after, limit]) as [string, number][]).map(([name, value]) => ({ name, value })),
    write(space: string, name: string, value: number | null) {
      if (value === null) remove.run([space, name]);
      else write.run([space, name, value]);
    },
    clear(space: string | undefined) {
      if (space === undefined) database.exec("DELETE FROM counters");
      else clearSpace.run([space]);
    },
  };
}
