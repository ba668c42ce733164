import { createMemoryStore } from "../../src/sandbox/store/memory-store.ts";
import type { StateErrorReason } from "../../src/sandbox/store/state-error.ts";
import { StateError } from "../../src/sandbox/store/state-error.ts";
import type { StateBounds, StateStore } from "../../src/sandbox/store/state-store.ts";

/** Makes an empty store. */
export type StoreMaker = (bounds?: StateBounds) => Promise<StateStore>;

/** All kinds of stores, by name. */
export const storeMakers: readonly (readonly [string, StoreMaker])[] = [
  ["memory", async (bounds) => createMemoryStore(bounds)],
];

/** The StateError that a promise rejects with. */
export async function catchStateError(promise: Promise<unknown>): Promise<StateError> {
  const error = await promise.then(
    () => new Error("It did not reject."),
    (reason: unknown) => reason,
  );
  if (error instanceof StateError) return error;
  throw error;
}

/** Why a promise rejects. */
export async function catchReason(promise: Promise<unknown>): Promise<StateErrorReason> {
  return (await catchStateError(promise)).reason;
}
