import type { PartialOptions } from "../options.ts";
import { type ChildServer, forkChild, startChild } from "./start-child.ts";

/** Servers of which the first starts faster, because its process runs already. */
export type SpareChild = {
  readonly start: (options: PartialOptions) => Promise<ChildServer>;
};

/** Begins to run `childPath` if `isWanted`. */
export function createSpareChild(childPath: string, isWanted: boolean): SpareChild {
  let spare = isWanted ? forkChild(childPath) : undefined;
  return {
    start(options) {
      const child = spare;
      spare = undefined;
      return child ? child.start(options) : startChild(childPath, options);
    },
  };
}
