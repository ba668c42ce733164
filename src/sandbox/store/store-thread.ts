import { parentPort, workerData } from "node:worker_threads";
import { createDatabaseTables } from "./database-tables.ts";
import { inspectFile } from "./inspect-file.ts";
import { loadLibsql } from "./load-libsql.ts";
import { openDatabase } from "./open-database.ts";
import { runBatch } from "./run-batch.ts";
import { createStateActions } from "./state-actions.ts";
import { StateError } from "./state-error.ts";
import type { ThreadOrder, ThreadReport, ThreadSetup } from "./thread-messages.ts";

const { task, file, bounds } = workerData as ThreadSetup;

// What has been opened is closed by the end of this thread: libsql itself lets go of a file only when its statements are collected as garbage.
try {
  const Database = loadLibsql();
  if (task === "inspect") inspectFile(Database, file);
  else serve(openDatabase(Database, file, bounds.maxBytes));
  send({ kind: "ready" });
} catch (error) {
  if (!(error instanceof StateError)) throw error;
  send({ kind: "refused", failure: { reason: error.reason, message: error.message } });
}

function serve(database: ReturnType<typeof openDatabase>) {
  const tables = createDatabaseTables(database, bounds);
  const open = { file, database, actions: createStateActions(tables), forget: tables.forget };
  parentPort?.on("message", (order: ThreadOrder) => {
    if (order === "close") parentPort?.close();
    else send({ kind: "answers", answers: runBatch(open, order) });
  });
}

function send(report: ThreadReport) {
  parentPort?.postMessage(report);
}
