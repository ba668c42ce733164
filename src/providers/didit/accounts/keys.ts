import { createHash } from "node:crypto";
import type { SpaceStore } from "../../../sandbox/space-store.ts";

/** What is kept of a key that was given out. */
export type IssuedKey = {
  readonly email: string;
  /** Balance with which it began, in ten-thousandths of a credit; null for that of every other key. */
  readonly credits: number | null;
};

const kind = "didit.key";

/** Stands for a key wherever something is kept about it; the key itself is kept nowhere. */
export function toKeyId(apiKey: string): string {
  return createHash("sha256").update(apiKey).digest("hex");
}

/** What is known of a key by its {@link toKeyId}; undefined for one that was not given out here. */
export async function findKeyById(store: SpaceStore, id: string): Promise<IssuedKey | undefined> {
  return (await store.get<IssuedKey>(kind, id))?.value;
}

/** What is known of a key; undefined for one that was not given out here. */
export async function findKey(store: SpaceStore, apiKey: string): Promise<IssuedKey | undefined> {
  return findKeyById(store, toKeyId(apiKey));
}

/** Makes the key one that is accepted from now on. */
export async function issueKey(store: SpaceStore, apiKey: string, key: IssuedKey): Promise<void> {
  await store.put(kind, toKeyId(apiKey), key);
}
