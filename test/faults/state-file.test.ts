import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { startFileStore } from "../../src/sandbox/store/file-store.ts";
import { loadLibsql } from "../../src/sandbox/store/load-libsql.ts";
import { StateError } from "../../src/sandbox/store/state-error.ts";
import { createDirectory } from "../helpers/directories.ts";
import { catchReason, catchStateError, createDataPath, openStore } from "../helpers/state-stores.ts";
import { startStateWriter } from "../helpers/state-writer.ts";

/** All files of a directory, byte for byte; shared memory, which holds nothing, is left out. */
function readAll(directory: string): Record<string, string> {
  const names = readdirSync(directory).filter((name) => !name.endsWith("-shm"));
  return Object.fromEntries(
    names.map((name) => [name, readFileSync(join(directory, name)).toString("latin1")]),
  );
}

/** Opens a file that must be refused and left as it is, like everything beside it. */
async function refuse(file: string): Promise<StateError> {
  const before = readAll(dirname(file));
  const error = await catchStateError(startFileStore(file));
  expect(readAll(dirname(file))).toEqual(before);
  expect(error.message).toContain(file);
  return error;
}

/** A data file with 2,000 documents; with `isKilled` the last 1,000 are in the log only. */
async function createDataFile(isKilled = false): Promise<string> {
  const file = createDataPath();
  const store = await startFileStore(file);
  await Promise.all(
    Array.from({ length: 1000 }, (_unused, n) =>
      store.put("a", "k", `${n}`, { text: `secret ${n} `.repeat(40) }),
    ),
  );
  await store.close();
  if (!isKilled) return file;
  const writer = startStateWriter(file, { count: 300, prefix: "late" });
  await writer.waitFor(/^done/);
  writer.child.kill("SIGKILL");
  await writer.ended;
  return file;
}

function overwrite(file: string, position: number, bytes: Uint8Array): void {
  const content = readFileSync(file);
  content.set(bytes, position);
  writeFileSync(file, content);
}

function randomBytes(length: number): Uint8Array {
  return Uint8Array.from({ length }, () => Math.floor(Math.random() * 256));
}

async function createForeignDatabase(applicationId: number): Promise<Uint8Array> {
  const file = join(createDirectory(), "other.db");
  const database = new (loadLibsql())(file);
  database.exec(
    `PRAGMA application_id = ${applicationId}; CREATE TABLE notes (text TEXT); PRAGMA journal_mode = WAL`,
  );
  database.exec("INSERT INTO notes VALUES ('mine')");
  database.close();
  return readFileSync(file);
}

test.each([
  ["a text", async () => Buffer.from("port: 4090\nhost: 127.0.0.1\n")],
  ["one byte", async () => Buffer.from("S")],
  ["a JPEG", async () => Buffer.concat([Buffer.from("ffd8ffe000104a464946", "hex"), randomBytes(20_000)])],
  ["zeros", async () => new Uint8Array(8192)],
  ["the beginning of a database", async () => Buffer.from("SQLite format 3\0")],
  ["a database without an owner", () => createForeignDatabase(0)],
  ["another program's database", () => createForeignDatabase(0x0f055111)],
])("%s is refused as foreign", async (_what, toBytes) => {
  const file = join(createDirectory({ "given.db": await toBytes() }), "given.db");
  const error = await refuse(file);
  expect(error.reason).toBe("foreign");
  expect(error.message).toMatch(/is not a data file of Stuntface.+name another file with --data/);
});

test.each([false, true])("random bytes in the middle are found (killed before: %s)", async (isKilled) => {
  const file = await createDataFile(isKilled);
  const { length } = readFileSync(file);
  overwrite(file, Math.floor(length * (0.3 + Math.random() * 0.4)), randomBytes(8192));
  const error = await refuse(file);
  expect(error.reason).toBe("damaged");
  expect(error.message).toMatch(/is damaged \(.+\)\. It was left as it is; put a copy back, or move it away/);
});

test("a few bad bytes inside a value are found", async () => {
  const file = await createDataFile();
  overwrite(file, readFileSync(file).indexOf('"secret 500 '), Buffer.from('""\x01"'));
  expect((await refuse(file)).reason).toBe("damaged");
});

test.each([0.2, 0.5, 0.97])("a file cut to %d of its length is refused", async (share) => {
  const file = await createDataFile();
  truncateSync(file, Math.floor(readFileSync(file).length * share));
  expect((await refuse(file)).reason).toBe("damaged");
});

test("an empty file becomes a data file, but not when the log beside it has writes", async () => {
  const empty = join(createDirectory({ "state.db": "" }), "state.db");
  expect(await (await openStore(empty)).add("a", "n", 1)).toBe(1);
  const file = await createDataFile(true);
  truncateSync(file, 0);
  const error = await refuse(file);
  expect(error.reason).toBe("damaged");
  expect(error.message).toContain(`${file}-wal beside it has what was written last`);
});

test("a log of a killed server whose end is damaged does not keep the file from opening", async () => {
  const file = await createDataFile(true);
  truncateSync(`${file}-wal`, readFileSync(`${file}-wal`).length - 10);
  const store = await openStore(file);
  expect(await store.count("a", "k")).toBe(1000);
});

test("a file whose making was interrupted is made anew", async () => {
  const file = createDataPath();
  await (await startFileStore(file)).close();
  // The journal of a transaction that found an empty file, https://www.sqlite.org/fileformat.html#the_rollback_journal
  const journal = Buffer.alloc(512);
  journal.set(Buffer.from("d9d505f920a163d7", "hex"));
  journal.writeUInt32BE(512, 20);
  journal.writeUInt32BE(4096, 24);
  writeFileSync(`${file}-journal`, journal);
  expect(await (await openStore(file)).add("a", "n", 1)).toBe(1);
  expect(existsSync(`${file}-journal`)).toBe(false);
});

test("a file of a newer version is refused", async () => {
  const file = await createDataFile();
  overwrite(file, 60, Uint8Array.of(0, 0, 0, 2));
  const error = await refuse(file);
  expect(error.reason).toBe("newer");
  expect(error.message).toMatch(/newer version of Stuntface \(its tables have version 2, this one knows 1\)/);
});

test("places that cannot hold a data file are named", async () => {
  const directory = createDirectory({ file: "" });
  const open = (path: string) => catchStateError(startFileStore(path));
  const atDirectory = await open(directory);
  expect(atDirectory.reason).toBe("unwritable");
  expect(atDirectory.message).toBe(
    `${directory} is a directory. Name a file with --data, such as ${directory}/stuntface.db.`,
  );
  expect((await open(join(directory, "missing/state.db"))).message).toBe(
    `There is no directory ${directory}/missing for the data file; make it first.`,
  );
  expect((await open(join(directory, "file/state.db"))).reason).toBe("unwritable");
  expect((await open("/dev/null")).message).toBe(
    "/dev/null is not a regular file. Name another with --data.",
  );
});

test("an unwritable directory is refused", async () => {
  const directory = join(createDirectory(), "fixed");
  mkdirSync(directory);
  chmodSync(directory, 0o555);
  // Permissions do not stop the superuser, but nobody can make files here.
  const place = process.getuid?.() === 0 ? "/proc" : directory;
  const error = await catchStateError(startFileStore(join(place, "state.db")));
  expect(error.reason).toBe("unwritable");
  expect(error.message).toMatch(/state\.db .*must be writable/);
});

test("without libsql, or without its native part, the user is told what to install", async () => {
  const directory = createDirectory({
    "node_modules/libsql/index.js": "require('@libsql/linux-riscv64')",
  });
  for (const from of [join(directory, "a.js"), join(createDirectory(), "a.js")]) {
    const load = () => loadLibsql(from);
    expect(load).toThrow(StateError);
    expect(load).toThrow(
      /needs the optional package libsql and its part for .+ Install without --omit=optional/,
    );
  }
});

test("a file is opened again with all that it had", async () => {
  const file = await createDataFile();
  const first = await startFileStore(file);
  const version = await first.put("a", "k", "again", 1);
  await first.set("a", "credits", 99_000);
  await first.close();
  const second = await openStore(file);
  expect(await second.read("a", "credits")).toBe(99_000);
  expect(await second.replace("a", "k", "again", version, 2)).toBe(version + 1);
  expect(await catchReason(startFileStore(file))).toBe("locked");
});
