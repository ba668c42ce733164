import { defaultSpaceId, type Space, spaceIdPattern } from "./space.ts";

/** The spaces of one server. */
export interface Spaces {
  readonly size: number;
  readonly default: Space;
  /** The space with this id, made when there is none; throws {@link SpaceError}. */
  use(id: string): Space;
  find(id: string): Space | undefined;
  /** All, the default one first, then those used longest ago. */
  list(): readonly SpaceUse[];
  /** Forgets a space and all that is in it; false when there is none. The default space cannot be removed. */
  remove(id: string): boolean;
  removeAll(): void;
  /** Ends the expiry of idle spaces. */
  close(): void;
}

/** A space and when it was last called, in milliseconds of a clock that only runs on. */
export type SpaceUse = { readonly space: Space; readonly idleMs: number };

/** A space cannot be had; the message says why. */
export class SpaceError extends Error {
  override readonly name = "SpaceError";
  /** HTTP status that fits. */
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

/** Bounds of what spaces may hold. */
export type SpaceBounds = {
  /** Hears of every space that is forgotten because nobody called it. */
  readonly onForgotten?: (id: string) => void;
  /** Spaces besides the default one. */
  readonly maxSpaces: number;
  /** A space that is not called for so long, and that nobody watches, is forgotten. */
  readonly idleMs: number;
  /** Records of all journals together. */
  readonly maxJournalBytes: number;
};

// A space that was called within this time may belong to a test that is still running.
const busyMs = 60_000;
const sweepMs = 10_000;

/** Makes spaces when they are first called and forgets those that nobody calls any more. */
export function createSpaces(
  create: (id: string) => Space,
  bounds: SpaceBounds,
  readClock: () => number = () => performance.now(),
): Spaces {
  const standard = create(defaultSpaceId);
  const used = new Map<string, { readonly space: Space; readonly at: number }>();

  const forget = (id: string): boolean => {
    used.get(id)?.space.journal.close();
    return used.delete(id);
  };
  const removeIdle = (idleMs: number, enough: () => boolean) => {
    for (const [id, { space, at }] of used) {
      if (enough() || readClock() - at < idleMs) return;
      if (space.journal.isWatched) continue;
      forget(id);
      bounds.onForgotten?.(id);
    }
  };
  const sweep = () => removeIdle(bounds.idleMs, () => false);
  const trimJournals = () => {
    const all = [...[...used.values()].map(({ space }) => space), standard];
    let bytes = all.reduce((sum, { journal }) => sum + journal.bytes, 0);
    for (const { journal } of all)
      while (bytes > bounds.maxJournalBytes && journal.size > 0) {
        const before = journal.bytes;
        journal.dropOldest();
        bytes -= before - journal.bytes;
      }
  };
  const timer = setInterval(() => {
    sweep();
    trimJournals();
  }, sweepMs);
  timer.unref();

  return {
    get size() {
      return used.size + 1;
    },
    default: standard,
    use(id) {
      if (id === defaultSpaceId) return standard;
      const known = used.get(id)?.space;
      if (!known && !spaceIdPattern.test(id))
        throw new SpaceError(
          `"${id.slice(0, 80)}" is no id of a space: letters, digits, dots, dashes and underscores, 64 at most.`,
          400,
        );
      if (!known && used.size >= bounds.maxSpaces)
        removeIdle(Math.min(busyMs, bounds.idleMs), () => used.size < bounds.maxSpaces);
      if (!known && used.size >= bounds.maxSpaces)
        throw new SpaceError(
          `all ${bounds.maxSpaces} spaces are in use; delete some (DELETE /__admin/spaces/ID) or raise --max-spaces.`,
          429,
        );
      const space = known ?? create(id);
      // Moved to the end, where the ones used last stand.
      used.delete(id);
      used.set(id, { space, at: readClock() });
      return space;
    },
    find: (id) => (id === defaultSpaceId ? standard : used.get(id)?.space),
    list: () => [
      { space: standard, idleMs: 0 },
      ...[...used.values()].map(({ space, at }) => ({ space, idleMs: readClock() - at })),
    ],
    remove: forget,
    removeAll() {
      for (const id of used.keys()) forget(id);
    },
    close: () => clearInterval(timer),
  };
}
