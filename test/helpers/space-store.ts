import { bindSpaceStore, type SpaceStore } from "../../src/sandbox/space-store.ts";
import { createMemoryStore } from "../../src/sandbox/store/memory-store.ts";

/** The part of a space in a store of its own. */
export function createMemorySpaceStore(): SpaceStore {
  return bindSpaceStore(createMemoryStore(), "test");
}
