import { dirname } from "node:path";
import { StateError } from "./state-error.ts";

// Primary result codes of SQLite, https://www.sqlite.org/rescode.html.
const missingTable = 1;
const busy = 5;
const readonly = 8;
const ioError = 10;
const corrupt = 11;
const full = 13;
const cannotOpen = 14;
const notADatabase = 26;
// Extended ones: what a write answers beyond a quota or a limit of the file's size.
const ioErrorWrite = 778;

/** The extended result code of an error of SQLite; undefined for other errors. */
function readCode(error: unknown): number | undefined {
  const { rawCode, message } = error as { rawCode?: unknown; message?: unknown };
  if (typeof rawCode === "number") return rawCode;
  // What libsql 0.5.29 throws while it opens a file has the code in its message only: ConnectionFailed("…: 14").
  const [, digits] = /^ConnectionFailed\(".*: (\d+)"\)$/s.exec(String(message)) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/**
 * Whether a write failed for want of space, after which the database is as it was and can be used further. Not so after other failures: when fsync fails,
 * nobody knows what is on the disk.
 */
export function isOutOfSpace(error: unknown): boolean {
  const code = readCode(error);
  return code !== undefined && ((code & 0xff) === full || code === ioErrorWrite);
}

/** What the user is told when `file` cannot be opened; other errors are returned as they are. */
export function toOpenError(file: string, cause: unknown): unknown {
  const code = readCode(cause);
  if (code === undefined) return cause;
  const { message } = cause as Error;
  const options = { cause };
  switch (code & 0xff) {
    case busy:
      return new StateError(
        "locked",
        `${file} is in use by another server. Stop that one, or name another file with --data.`,
        options,
      );
    case corrupt:
    case missingTable:
      return toDamageError(file, message);
    case notADatabase:
      return toForeignError(file);
    case full:
      return new StateError(
        "full",
        `${file} cannot be opened: there is no space on its disk. Free some of it.`,
        options,
      );
    case readonly:
    case cannotOpen:
    case ioError:
      return new StateError(
        "unwritable",
        `${file} cannot be opened for writing (${message}). Its directory ${dirname(file)} must be writable and have free space.`,
        options,
      );
    default:
      return cause;
  }
}

/** The file belongs to somebody else. */
export function toForeignError(file: string): StateError {
  return new StateError(
    "foreign",
    `${file} is not a data file of Stuntface, or its beginning is damaged. It was left as it is; name another file with --data, a new one will be made.`,
  );
}

/** The file is ours but cannot be trusted. */
export function toDamageError(file: string, finding: string): StateError {
  return new StateError(
    "damaged",
    `${file} is damaged (${finding}). It was left as it is; put a copy back, or move it away together with ${file}-wal to start with an empty one.`,
  );
}

/** A write found no space. */
export function toFullError(file: string): StateError {
  return new StateError(
    "full",
    `There is no space to write to ${file}: this change was not made. Free some of the disk, or clear some of the state.`,
  );
}
