import type Libsql from "libsql";

/** Stands in the header of every data file, so that files of other programs are told apart: "Stnt" in ASCII. */
export const applicationId = 0x53746e74;
/** Version of the tables below; raised with every change of them. */
export const schemaVersion = 1;

/** Makes the tables in an empty database; its caller commits. */
export function createTables(database: Libsql.Database): void {
  database.exec(`
    PRAGMA application_id = ${applicationId};
    PRAGMA user_version = ${schemaVersion};
    CREATE TABLE counters (
      space TEXT NOT NULL,
      name TEXT NOT NULL,
      value INTEGER NOT NULL,
      PRIMARY KEY (space, name)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE documents (
      sequence INTEGER PRIMARY KEY,
      space TEXT NOT NULL,
      kind TEXT NOT NULL,
      key TEXT NOT NULL,
      version INTEGER NOT NULL,
      value TEXT NOT NULL,
      UNIQUE (space, kind, key)
    ) STRICT;
    -- Each entry of an index ends with the sequence number, which makes this one the order of age.
    CREATE INDEX documents_by_age ON documents (space, kind);
    CREATE TABLE sequence (last INTEGER NOT NULL) STRICT;
    INSERT INTO sequence VALUES (0);
  `);
}

/** The number that a pragma answers. */
export function readPragma(database: Libsql.Database, name: string): number {
  const [value] = database.prepare(`PRAGMA ${name}`).raw().get([]) as [number];
  return value;
}
