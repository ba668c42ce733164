/** Work that waits by key; of each key a few pieces run at once, so that a slow one holds up none of the others. */
export interface Lanes<T> {
  /** Lets the item run when its turn comes, never before the caller has gone on. */
  add(key: string, item: T): void;
  /** Takes back an item that does not run yet; false when there is none. */
  remove(key: string, item: T): boolean;
}

type Lane<T> = { readonly waiting: Set<T>; running: number };

/** Lanes of the given width. `run` must not reject. */
export function createLanes<T>(width: number, run: (item: T) => Promise<void>): Lanes<T> {
  const lanes = new Map<string, Lane<T>>();

  const advance = (key: string, lane: Lane<T>) => {
    for (const item of lane.waiting) {
      if (lane.running >= width) return;
      lane.waiting.delete(item);
      lane.running += 1;
      void run(item).then(() => {
        lane.running -= 1;
        advance(key, lane);
      });
    }
    if (lane.running === 0 && lanes.get(key) === lane) lanes.delete(key);
  };

  return {
    add(key, item) {
      const lane = lanes.get(key) ?? { waiting: new Set(), running: 0 };
      lanes.set(key, lane);
      lane.waiting.add(item);
      // After what the caller still has to do, such as answering.
      if (lane.waiting.size === 1) setImmediate(() => advance(key, lane));
    },
    remove: (key, item) => lanes.get(key)?.waiting.delete(item) ?? false,
  };
}
