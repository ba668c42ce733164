import type Libsql from "libsql";
import type { DocumentPage } from "./state-store.ts";
import type { DocumentEffect, DocumentRow, Limited } from "./state-tables.ts";

type RowValues = [key: string, text: string, version: number, sequence: number];

const select = "SELECT key, value, version, sequence FROM documents WHERE space = ? AND kind = ?";

/** Statements on the table of documents; `keep` says how many of a kind a space keeps. */
export function prepareDocuments(database: Libsql.Database, keep: Readonly<Record<string, number>>) {
  const read = database.prepare(`${select} AND key = ?`).raw();
  const listByKey = database.prepare(`${select} AND key > ? ORDER BY key LIMIT ?`).raw();
  const listNewest = database.prepare(`${select} AND sequence < ? ORDER BY sequence DESC LIMIT ?`).raw();
  const count = database.prepare("SELECT count(*) FROM documents WHERE space = ? AND kind = ?").raw();
  const insert = database.prepare(
    "INSERT INTO documents (space, kind, key, value, version, sequence) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const update = database.prepare("UPDATE documents SET value = ?, version = ? WHERE sequence = ?");
  const remove = database.prepare("DELETE FROM documents WHERE sequence = ?");
  const removeOldest = database.prepare(
    "DELETE FROM documents WHERE sequence = (SELECT min(sequence) FROM documents WHERE space = ? AND kind = ?)",
  );
  const clearKind = database.prepare("DELETE FROM documents WHERE kind = ?");
  const clearSpace = database.prepare("DELETE FROM documents WHERE space = ?");
  const clearSpaceKind = database.prepare("DELETE FROM documents WHERE space = ? AND kind = ?");

  const limits = new Map(Object.entries(keep));
  // Counting goes through all entries of a kind, too much for every new one.
  const counts = new Map<string, number>();
  const readCount = (space: string, kind: string) => (count.get([space, kind]) as [number])[0];
  const dropBeyond = (space: string, kind: string, change: number) => {
    const limit = limits.get(kind);
    if (limit === undefined || change === 0) return;
    const id = `${space}\0${kind}`;
    const known = counts.get(id);
    let size = known === undefined ? readCount(space, kind) : known + change;
    for (; size > limit; size--) removeOldest.run([space, kind]);
    counts.set(id, size);
  };

  return {
    read(space: string, kind: string, key: string): DocumentRow | undefined {
      const values = read.get([space, kind, key]) as RowValues | undefined;
      return values && toRow(values);
    },
    list(space: string, kind: string, page: Limited<DocumentPage>): readonly DocumentRow[] {
      const rows =
        page.order === "key"
          ? listByKey.all([space, kind, page.after ?? "", page.limit])
          : listNewest.all([space, kind, page.after ?? Number.MAX_SAFE_INTEGER, page.limit]);
      return (rows as RowValues[]).map(toRow);
    },
    count: readCount,
    write(space: string, { kind, key, before, after }: DocumentEffect) {
      if (before && after) update.run([after.text, after.version, before.sequence]);
      else if (before) remove.run([before.sequence]);
      else if (after) insert.run([space, kind, key, after.text, after.version, after.sequence]);
      dropBeyond(space, kind, (after ? 1 : 0) - (before ? 1 : 0));
    },
    clear(space: string | undefined, kinds: readonly string[] | undefined) {
      counts.clear();
      if (kinds === undefined && space === undefined) database.exec("DELETE FROM documents");
      else if (kinds === undefined) clearSpace.run([space]);
      else if (space === undefined) for (const kind of kinds) clearKind.run([kind]);
      else for (const kind of kinds) clearSpaceKind.run([space, kind]);
    },
    forget: () => counts.clear(),
  };
}

function toRow([key, text, version, sequence]: RowValues): DocumentRow {
  return { key, text, version, sequence };
}
