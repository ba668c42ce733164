import type { Change } from "../../src/sandbox/store/change.ts";
import type { Json, StateDocument, StateStore, Transaction } from "../../src/sandbox/store/state-store.ts";

type ModelDocument = StateDocument & { readonly space: string; readonly kind: string };
type State = { counters: Record<string, number>; documents: ModelDocument[]; sequence: number };

/** What tests do with a store, in its most obvious form: a list of documents that is searched from its beginning each time. */
export type StateModel = Pick<
  StateStore,
  "transact" | "read" | "get" | "count" | "list" | "listCounters" | "clear"
>;

/** A store as slow and as plain as can be, to compare others with. */
export function createStateModel(keep: Readonly<Record<string, number>>): StateModel {
  let state: State = { counters: {}, documents: [], sequence: 0 };
  const find = (from: State, space: string, kind: string, key: string) =>
    from.documents.find((one) => one.space === space && one.kind === kind && one.key === key);
  const select = (from: State, space: string, kind: string) =>
    from.documents
      .filter((one) => one.space === space && one.kind === kind)
      .sort((one, other) => one.sequence - other.sequence);

  const attempt = (draft: State, space: string, change: Change): number | undefined => {
    if (change.change === "add" || change.change === "set") {
      const name = `${space}/${change.counter}`;
      if (change.change === "set") {
        if (change.value === null) delete draft.counters[name];
        else draft.counters[name] = change.value;
        return change.value ?? 0;
      }
      const sum = (draft.counters[name] ?? change.start ?? 0) + change.amount;
      if (sum < (change.min ?? sum) || sum > (change.max ?? sum)) return undefined;
      if (change.amount !== 0) draft.counters[name] = sum;
      return sum;
    }
    const { kind, key } = change;
    const known = find(draft, space, kind, key);
    const wanted = "version" in change ? change.version : known?.version;
    if (change.change === "insert" && known) return undefined;
    if ((change.change === "replace" || change.change === "remove") && !known) return undefined;
    if (known && known.version !== wanted) return undefined;
    draft.documents = draft.documents.filter((one) => one !== known);
    if (change.change === "remove") return 0;
    const version = ++draft.sequence;
    const value = change.value as Json;
    draft.documents.push({ space, kind, key, value, version, sequence: known?.sequence ?? version });
    return version;
  };
  const trim = (draft: State, space: string) => {
    for (const [kind, limit] of Object.entries(keep)) {
      const dropped = select(draft, space, kind).slice(0, -limit);
      draft.documents = draft.documents.filter((one) => !dropped.includes(one));
    }
  };
  const toDocument = <T extends Json>({
    key,
    value,
    version,
    sequence,
  }: ModelDocument): StateDocument<T> => ({
    key,
    value: value as T,
    version,
    sequence,
  });

  return {
    async transact(space, changes): Promise<Transaction> {
      const draft = structuredClone(state);
      const results: number[] = [];
      for (const [failed, change] of changes.entries()) {
        const result = attempt(draft, space, change);
        if (result === undefined) return { done: false, failed };
        results.push(result);
      }
      trim(draft, space);
      state = draft;
      return { done: true, results };
    },
    read: async (space, counter) => state.counters[`${space}/${counter}`],
    async get<T extends Json>(space: string, kind: string, key: string) {
      const known = find(state, space, kind, key);
      return known && toDocument<T>(known);
    },
    count: async (space, kind) => select(state, space, kind).length,
    async list<T extends Json>(space: string, kind: string, page = {} as Parameters<StateStore["list"]>[2]) {
      const all = select(state, space, kind);
      const { order, after, limit = 100 } = page ?? {};
      const listed =
        order === "key"
          ? all
              .sort((one, other) => Buffer.compare(Buffer.from(one.key), Buffer.from(other.key)))
              .filter(
                ({ key }) => after === undefined || Buffer.compare(Buffer.from(key), Buffer.from(after)) > 0,
              )
          : all.reverse().filter(({ sequence }) => sequence < (after ?? Infinity));
      return listed.slice(0, limit).map((one) => toDocument<T>(one));
    },
    async listCounters(space, { after = "", limit = 100 } = {}) {
      const prefix = `${space}/`;
      return Object.entries(state.counters)
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, value]) => ({ name: name.slice(prefix.length), value }))
        .sort((one, other) => Buffer.compare(Buffer.from(one.name), Buffer.from(other.name)))
        .filter(({ name }) => Buffer.compare(Buffer.from(name), Buffer.from(after)) > 0)
        .slice(0, limit);
    },
    async clear(space, kinds) {
      const isCleared = (in_: string, kind: string) =>
        (space ?? in_) === in_ && (kinds === undefined || kinds.includes(kind));
      state.documents = state.documents.filter((one) => !isCleared(one.space, one.kind));
      if (kinds) return;
      for (const name of Object.keys(state.counters))
        if (space === undefined || name.startsWith(`${space}/`)) delete state.counters[name];
    },
  };
}
