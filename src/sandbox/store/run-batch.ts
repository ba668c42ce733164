import type Libsql from "libsql";
import { isOutOfSpace, toFullError } from "./sqlite-failure.ts";
import { runCall, type StateActions, type StateCall } from "./state-actions.ts";
import type { Answer } from "./thread-messages.ts";

/** An open data file. */
export type OpenFile = {
  readonly file: string;
  readonly database: Libsql.Database;
  readonly actions: StateActions;
  /** Must be called when a transaction was undone. */
  readonly forget: () => void;
};

/**
 * Carries out calls in one transaction, so that many share the wait for the disk. When there is no space for all of them each gets a transaction of its own:
 * reading goes on, and a large write does not take small ones with it. Throws what it does not expect, after which nothing is known of the calls.
 */
export function runBatch(open: OpenFile, calls: readonly StateCall[]): readonly Answer[] {
  const together = tryTransaction(open, calls);
  if (together) return together;
  return calls.map((call) => {
    const [answer] = tryTransaction(open, [call]) ?? [];
    const { reason, message } = toFullError(open.file);
    return answer ?? { error: { reason, message } };
  });
}

/** The answers after COMMIT; undefined, and nothing changed, when there is no space. */
function tryTransaction(
  { database, actions, forget }: OpenFile,
  calls: readonly StateCall[],
): readonly Answer[] | undefined {
  try {
    database.exec("BEGIN");
    const answers = calls.map((call) => ({ result: runCall(actions, call) }));
    database.exec("COMMIT");
    return answers;
  } catch (error) {
    if (!isOutOfSpace(error)) throw error;
    // SQLite has undone it already where the error left nothing to go on with.
    if (database.inTransaction) database.exec("ROLLBACK");
    forget();
    return undefined;
  }
}
