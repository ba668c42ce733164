import type { SeenPicture } from "./seen-picture.ts";

/** Everything that was measured in the pictures of the last calls, too much for their records. */
export interface Measurements {
  add(requestId: string, pictures: readonly SeenPicture[]): void;
  find(requestId: string): readonly SeenPicture[] | undefined;
}

/** Calls of one developer looking at photos; a test suite does not read them. */
const maxCalls = 200;

/** Measurements of the last 200 calls in which something was measured. */
export function createMeasurements(): Measurements {
  const held = new Map<string, readonly SeenPicture[]>();
  return {
    add(requestId, pictures) {
      if (pictures.length === 0) return;
      held.set(requestId, pictures);
      const [oldest] = held.keys();
      if (held.size > maxCalls && oldest !== undefined) held.delete(oldest);
    },
    find: (requestId) => held.get(requestId),
  };
}
