import { join } from "node:path";
import { onTestFinished } from "vitest";
import { startFileStore } from "../../src/sandbox/store/file-store.ts";
import { createMemoryStore } from "../../src/sandbox/store/memory-store.ts";
import type { StateErrorReason } from "../../src/sandbox/store/state-error.ts";
import { StateError } from "../../src/sandbox/store/state-error.ts";
import type { StateBounds, StateStore } from "../../src/sandbox/store/state-store.ts";
import { createDirectory } from "./directories.ts";

/** Makes an empty store. */
export type StoreMaker = (bounds?: StateBounds) => Promise<StateStore>;

/** All kinds of stores, by name. */
export const storeMakers: readonly (readonly [string, StoreMaker])[] = [
  ["memory", async (bounds) => createMemoryStore(bounds)],
  ["file", (bounds) => openStore(createDataPath(), bounds)],
];

/** A path for a data file in a directory of its own, which is removed after the test. */
export function createDataPath(): string {
  return join(createDirectory(), "state.db");
}

/** Opens a data file until the end of the test. */
export async function openStore(file: string, bounds: StateBounds = {}): Promise<StateStore> {
  const store = await startFileStore(file, bounds);
  onTestFinished(() => store.close());
  return store;
}

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
