import type { SpaceStore } from "./space-store.ts";

/** What becomes of a document, nothing when `value` is undefined, and what the caller is told. */
export type Change<T, Result> = { readonly value?: T; readonly result: Result };

/** Changes a document as `decide` says; it is asked again when somebody else was faster, so it must not act by itself. */
export async function update<T, Result>(
  store: SpaceStore,
  kind: string,
  key: string,
  decide: (current: T | undefined) => Change<T, Result>,
): Promise<Result> {
  for (;;) {
    const stored = await store.get<T>(kind, key);
    const { value, result } = decide(stored?.value);
    if (value === undefined) return result;
    const isDone = stored
      ? await store.replace(kind, key, stored.version, value)
      : await store.insert(kind, key, value);
    if (isDone) return result;
  }
}
