import type { TextChange } from "./change.ts";
import { decideChanges } from "./decide-changes.ts";
import type { Counter, DocumentPage, KeyPage, Transaction } from "./state-store.ts";
import type { DocumentRow, Limited, StateTables } from "./state-tables.ts";

/** What a store does, each in one step; the arguments are checked already and can be sent to another thread. */
export type StateActions = {
  transact(space: string, changes: readonly TextChange[]): Transaction;
  read(space: string, counter: string): number | undefined;
  listCounters(space: string, page: Limited<KeyPage>): readonly Counter[];
  get(space: string, kind: string, key: string): DocumentRow | undefined;
  list(space: string, kind: string, page: Limited<DocumentPage>): readonly DocumentRow[];
  count(space: string, kind: string): number;
  clear(space: string | undefined, kinds: readonly string[] | undefined): void;
};

/** The name of an action and its arguments. */
export type StateCall<Name extends keyof StateActions = keyof StateActions> = {
  readonly name: Name;
  readonly parameters: Parameters<StateActions[Name]>;
};

/** The actions on tables of this process. */
export function createStateActions(tables: StateTables): StateActions {
  return {
    transact(space, changes) {
      const decision = decideChanges(tables, space, changes);
      if ("failed" in decision) return { done: false, failed: decision.failed };
      tables.apply(space, decision.effects);
      return { done: true, results: decision.results };
    },
    read: tables.readCounter,
    listCounters: tables.listCounters,
    get: tables.readDocument,
    list: tables.listDocuments,
    count: tables.countDocuments,
    clear: tables.clear,
  };
}

/** Does what a call asks for. */
export function runCall<Name extends keyof StateActions>(
  actions: StateActions,
  { name, parameters }: StateCall<Name>,
): ReturnType<StateActions[Name]> {
  const action = actions[name] as (...given: typeof parameters) => ReturnType<StateActions[Name]>;
  return action(...parameters);
}
