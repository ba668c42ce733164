import type { Change } from "./change.ts";
import { checkNames, toLimited, toTextChange } from "./check-input.ts";
import type { StateActions } from "./state-actions.ts";
import { StateError } from "./state-error.ts";
import type { Json, StateDocument, StateStore } from "./state-store.ts";
import type { DocumentRow } from "./state-tables.ts";

/** Carries an action out, wherever the tables are. */
export type StateCaller = <Name extends keyof StateActions>(
  name: Name,
  ...parameters: Parameters<StateActions[Name]>
) => Promise<ReturnType<StateActions[Name]>>;

/** A store whose actions are carried out by `call`; arguments are checked and values written as JSON before anything is awaited. */
export function createStateStore(call: StateCaller, close: () => Promise<void>): StateStore {
  const transact: StateStore["transact"] = async (space, changes) => {
    checkNames(space);
    return call("transact", space, changes.map(toTextChange));
  };
  const change = async (space: string, one: Change): Promise<number | undefined> => {
    const outcome = await transact(space, [one]);
    return outcome.done ? outcome.results[0] : undefined;
  };
  return {
    transact,
    close,
    add: (space, counter, amount, bounds) => change(space, { change: "add", counter, amount, ...bounds }),
    async set(space, counter, value) {
      await change(space, { change: "set", counter, value });
    },
    async read(space, counter) {
      checkNames(space, counter);
      return call("read", space, counter);
    },
    async listCounters(space, page = {}) {
      checkNames(space);
      return call("listCounters", space, toLimited(page));
    },
    insert: (space, kind, key, value) => change(space, { change: "insert", kind, key, value }),
    async put(space, kind, key, value) {
      return (await change(space, { change: "put", kind, key, value })) ?? 0;
    },
    replace: (space, kind, key, version, value) =>
      change(space, { change: "replace", kind, key, version, value }),
    async remove(space, kind, key, version) {
      const expected = version === undefined ? {} : { version };
      return (await change(space, { change: "remove", kind, key, ...expected })) !== undefined;
    },
    async get<T extends Json>(space: string, kind: string, key: string) {
      checkNames(space, kind, key);
      const row = await call("get", space, kind, key);
      return row && toDocument<T>(kind, row);
    },
    async list<T extends Json>(space: string, kind: string, page = {}) {
      checkNames(space, kind);
      const rows = await call("list", space, kind, toLimited(page));
      return rows.map((row) => toDocument<T>(kind, row));
    },
    async count(space, kind) {
      checkNames(space, kind);
      return call("count", space, kind);
    },
    async clear(space, kinds) {
      checkNames(...(space === undefined ? [] : [space]), ...(kinds ?? []));
      return call("clear", space, kinds);
    },
  };
}

function toDocument<T extends Json>(
  kind: string,
  { key, text, version, sequence }: DocumentRow,
): StateDocument<T> {
  try {
    return { key, value: JSON.parse(text) as T, version, sequence };
  } catch (cause) {
    throw new StateError("damaged", `The document ${kind} ${key} in the store is damaged.`, { cause });
  }
}
