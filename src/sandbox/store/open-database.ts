import { rmSync } from "node:fs";
import type Libsql from "libsql";
import { applicationId, createTables, readPragma } from "./database-schema.ts";
import { toForeignError, toOpenError } from "./sqlite-failure.ts";

/** Opens an inspected file for this process alone, making it when there is none. It is closed by the end of the thread. */
export function openDatabase(Database: typeof Libsql, file: string, maxBytes?: number): Libsql.Database {
  try {
    const database = new Database(file, { timeout: 0 });
    // Before anything else touches the file: the lock is then kept until the end, and the log needs no shared memory.
    database.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
    if (isEmpty(database)) createTables(database);
    else if (readPragma(database, "application_id") !== applicationId) throw toForeignError(file);
    database.exec("COMMIT");
    // A transaction is on the disk when COMMIT returns.
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    if (maxBytes !== undefined) {
      const maxPages = Math.max(1, Math.floor(maxBytes / readPragma(database, "page_size")));
      database.exec(`PRAGMA max_page_count = ${maxPages}`);
    }
    // Shared memory that the inspection made; nobody else can be using it now.
    rmSync(`${file}-shm`, { force: true });
    return database;
  } catch (error) {
    throw toOpenError(file, error);
  }
}

function isEmpty(database: Libsql.Database): boolean {
  return database.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").get([]) === undefined;
}
