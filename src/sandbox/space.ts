import type { Journal } from "../journal/journal.ts";
import type { Options } from "../options.ts";
import type { ScenarioStore } from "../scenarios/store.ts";
import type { Clock } from "./clock.ts";
import type { PhotoBlocklist } from "./photo-blocklist.ts";
import type { SpaceStore } from "./space-store.ts";

/** A world of its own for one test or one developer: nothing of it is seen in another space. */
export type Space = {
  readonly id: string;
  /** A Didit key that is accepted in this space, whatever keys are configured. */
  readonly apiKey: string;
  readonly scenarios: ScenarioStore;
  readonly journal: Journal;
  readonly clock: Clock;
  /** Faces that no space of the server lets pass. */
  readonly photoBlocklist: PhotoBlocklist;
  /** Accounts, balances and whatever else a vendor keeps. Empty after a reset of the state. */
  readonly store: SpaceStore;
  /** Settings of the vendors in this space; another object after a change. */
  options: Options;
  /** What providers keep by; see {@link createSpaceState}. Another object after a reset. */
  state: object;
};

/** The space of calls without one in their path. */
export const defaultSpaceId = "default";

/** Ids that a path `/~id/…` can carry. */
export const spaceIdPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** What follows from settings, made once for each object of them: spaces with the server's own settings share it. */
export function createSettingsCache<S extends object, T>(create: (settings: S) => T): (settings: S) => T {
  const made = new WeakMap<S, T>();
  return (settings) => {
    const known = made.get(settings);
    if (known !== undefined) return known;
    const value = create(settings);
    made.set(settings, value);
    return value;
  };
}

/** State that each space has for itself, made when first asked for and gone with the space or a reset of its state. */
export function createSpaceState<T>(create: (space: Space) => T): (space: Space) => T {
  const states = new WeakMap<object, T>();
  return (space) => {
    const known = states.get(space.state);
    if (known !== undefined) return known;
    const made = create(space);
    states.set(space.state, made);
    return made;
  };
}
