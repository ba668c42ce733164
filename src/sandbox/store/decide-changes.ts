import type { CounterChange, TextChange } from "./change.ts";
import type { DocumentEffect, DocumentRow, Effects, StateTables } from "./state-tables.ts";

/** What changes come to, with a result for each; or the index of the one that cannot be made. Writes nothing. */
export type Decision =
  | { readonly effects: Effects; readonly results: readonly number[] }
  | { readonly failed: number };

/** Decides changes one after the other, each on top of those before it. */
export function decideChanges(tables: StateTables, space: string, changes: readonly TextChange[]): Decision {
  const draft = createDraft(tables, space);
  const results: number[] = [];
  for (const [index, change] of changes.entries()) {
    const result =
      change.change === "add" || change.change === "set"
        ? decideCounter(draft, change)
        : decideDocument(draft, change);
    if (result === undefined) return { failed: index };
    results.push(result);
  }
  return { effects: draft.toEffects(), results };
}

function decideCounter(draft: Draft, change: CounterChange): number | undefined {
  if (change.change === "set") {
    draft.writeCounter(change.counter, change.value);
    return change.value ?? 0;
  }
  const { counter, amount, min = -Infinity, max = Infinity, start = 0 } = change;
  const sum = (draft.readCounter(counter) ?? start) + amount;
  if (!Number.isSafeInteger(sum) || sum < min || sum > max) return undefined;
  // A counter that only was looked at keeps following its start, which may be a setting.
  if (amount !== 0) draft.writeCounter(counter, sum);
  return sum;
}

function decideDocument(draft: Draft, change: Exclude<TextChange, CounterChange>): number | undefined {
  const { kind, key } = change;
  const before = draft.readDocument(kind, key);
  if (change.change === "remove") {
    if (before === undefined || before.version !== (change.version ?? before.version)) return undefined;
    draft.writeDocument(kind, key, undefined);
    return 0;
  }
  if (change.change === "insert" && before !== undefined) return undefined;
  if (change.change === "replace" && before?.version !== change.version) return undefined;
  const version = draft.takeNumber();
  draft.writeDocument(kind, key, { key, text: change.text, version, sequence: before?.sequence ?? version });
  return version;
}

type Draft = ReturnType<typeof createDraft>;

function createDraft(tables: StateTables, space: string) {
  const counters = new Map<string, number | null>();
  const documents = new Map<string, DocumentEffect>();
  const first = tables.readSequence();
  let sequence = first;
  const look = (kind: string, key: string): DocumentEffect => {
    // Neither part can contain NUL.
    const id = `${kind}\0${key}`;
    const known = documents.get(id);
    if (known) return known;
    const row = tables.readDocument(space, kind, key);
    const seen = { kind, key, before: row, after: row };
    documents.set(id, seen);
    return seen;
  };
  return {
    readCounter(name: string): number | undefined {
      const drafted = counters.get(name);
      return drafted === undefined ? tables.readCounter(space, name) : (drafted ?? undefined);
    },
    writeCounter: (name: string, value: number | null) => counters.set(name, value),
    readDocument: (kind: string, key: string) => look(kind, key).after,
    writeDocument(kind: string, key: string, after: DocumentRow | undefined) {
      documents.set(`${kind}\0${key}`, { ...look(kind, key), after });
    },
    takeNumber: () => ++sequence,
    toEffects: (): Effects => ({
      counters,
      documents: [...documents.values()]
        .flatMap(toDocumentEffects)
        .sort((one, other) => (one.after?.sequence ?? 0) - (other.after?.sequence ?? 0)),
      sequence: sequence === first ? undefined : sequence,
    }),
  };
}

/** A document that was removed and added again is another one, which is old and new at the same time: two effects. */
function toDocumentEffects(effect: DocumentEffect): readonly DocumentEffect[] {
  const { before, after } = effect;
  if (before === after) return [];
  const isOther = before && after && before.sequence !== after.sequence;
  return isOther
    ? [
        { ...effect, after: undefined },
        { ...effect, before: undefined },
      ]
    : [effect];
}
