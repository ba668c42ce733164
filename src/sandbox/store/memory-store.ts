import { createStateStore } from "./create-state-store.ts";
import { createMemoryTables } from "./memory-tables.ts";
import { createStateActions, runCall } from "./state-actions.ts";
import { StateError } from "./state-error.ts";
import type { StateBounds, StateStore } from "./state-store.ts";

/** A store in the memory of this process. A step is done when its method returns, before the promise resolves. */
export function createMemoryStore(bounds: StateBounds = {}): StateStore {
  const actions = createStateActions(createMemoryTables(bounds));
  let isClosed = false;
  return createStateStore(
    async (name, ...parameters) => {
      if (isClosed) throw new StateError("closed", "The store of this server is closed.");
      return runCall(actions, { name, parameters });
    },
    async () => {
      isClosed = true;
    },
  );
}
