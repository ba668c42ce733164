import type { SpaceStore } from "./space-store.ts";
import { update } from "./update.ts";

/** So many turns in any stretch of so many milliseconds. */
export type TurnLimit = { readonly limit: number; readonly windowMs: number };

/**
 * Takes a turn at `now` (milliseconds) and returns 0, or returns the milliseconds until the next one when none is left. Unlike a
 * rate window it is kept in the store, so that a restart does not give turns back.
 */
export async function takeTurn(
  store: SpaceStore,
  kind: string,
  key: string,
  { limit, windowMs }: TurnLimit,
  now: number,
): Promise<number> {
  return update<number[], number>(store, kind, key, (times = []) => {
    const recent = times.filter((time) => time > now - windowMs);
    const [oldest = now] = recent;
    return recent.length < limit
      ? { value: [...recent, now], result: 0 }
      : { result: oldest + windowMs - now };
  });
}
