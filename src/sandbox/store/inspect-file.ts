import { accessSync, constants, type Stats, statSync } from "node:fs";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import type Libsql from "libsql";
import { applicationId, readPragma, schemaVersion } from "./database-schema.ts";
import { toDamageError, toForeignError, toOpenError } from "./sqlite-failure.ts";
import { StateError } from "./state-error.ts";

/**
 * Throws StateError unless `file` is a whole data file that can be written, or can become one. Changes nothing: neither the file nor, beside a foreign one,
 * the directory. Files are read through SQLite only, because closing a file of one's own would drop the locks that this process has on it. A connection
 * may stay open and hold a lock until its thread ends.
 */
export function inspectFile(Database: typeof Libsql, file: string): void {
  const isEmpty = checkPlace(file);
  const hasLog = !isAbsentOrEmpty(`${file}-wal`);
  if (isEmpty && hasLog)
    throw toDamageError(file, `it is missing or empty, but ${file}-wal beside it has what was written last`);
  if (isEmpty) return;
  try {
    // Immutable: SQLite then neither locks nor makes files, and leaves out the log.
    checkOrigin(new Database(`${pathToFileURL(file)}?immutable=1`), file);
    // A server was killed while it made this file: opening it undoes that.
    if (!isAbsentOrEmpty(`${file}-journal`)) return;
    // A log that a killed server left belongs to the file. Read-only, it is taken into account without being written back.
    const mode = hasLog ? "mode=ro" : "immutable=1";
    checkWhole(new Database(`${pathToFileURL(file)}?${mode}`), file);
  } catch (error) {
    throw toOpenError(file, error);
  }
}

/** Whether the file has yet to be made; throws when its place cannot hold one. */
function checkPlace(file: string): boolean {
  const directory = dirname(file);
  const toPlaceError = (message: string) => new StateError("unwritable", message);
  const stats = readStats(file);
  if (stats?.isDirectory())
    throw toPlaceError(`${file} is a directory. Name a file with --data, such as ${file}/stuntface.db.`);
  if (stats && !stats.isFile())
    throw toPlaceError(`${file} is not a regular file. Name another with --data.`);
  if (!readStats(directory)?.isDirectory())
    throw toPlaceError(`There is no directory ${directory} for the data file; make it first.`);
  try {
    accessSync(directory, constants.W_OK);
    if (stats) accessSync(file, constants.R_OK | constants.W_OK);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw toPlaceError(`${file} and its directory must be writable for this user (${code}).`);
  }
  return stats === undefined || stats.size === 0;
}

function readStats(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (cause) {
    throw new StateError("unwritable", `The data file cannot be reached: ${(cause as Error).message}.`, {
      cause,
    });
  }
}

function isAbsentOrEmpty(path: string): boolean {
  return (readStats(path)?.size ?? 0) === 0;
}

function checkOrigin(database: Libsql.Database, file: string): void {
  if (readPragma(database, "application_id") !== applicationId) throw toForeignError(file);
  const version = readPragma(database, "user_version");
  if (version > schemaVersion)
    throw new StateError(
      "newer",
      `${file} was written by a newer version of Stuntface (its tables have version ${version}, this one knows ${schemaVersion}). Use that version, or name another file with --data.`,
    );
}

function checkWhole(database: Libsql.Database, file: string): void {
  const [finding] = database.prepare("PRAGMA quick_check(1)").raw().get([]) as [string];
  if (finding !== "ok") throw toDamageError(file, finding.replaceAll("\n", " "));
  // SQLite knows nothing of what is inside a value; as a constraint this would not be read in read-only files.
  const broken = database.prepare("SELECT key FROM documents WHERE NOT json_valid(value) LIMIT 1");
  const row = broken.raw().get([]) as [string] | undefined;
  if (row) throw toDamageError(file, `the document ${row[0]} is not JSON`);
}
