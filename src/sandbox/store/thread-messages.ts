import type { StateCall } from "./state-actions.ts";
import type { StateErrorReason } from "./state-error.ts";
import type { StateBounds } from "./state-store.ts";

/** What the thread of a data file starts with: it only looks at the file and ends, or keeps it open and answers orders. */
export type ThreadSetup = {
  readonly task: "inspect" | "serve";
  readonly file: string;
  readonly bounds: StateBounds;
};

/** Calls to carry out in one transaction, or the end. */
export type ThreadOrder = readonly StateCall[] | "close";

/** How one call ended. */
export type Answer = { readonly result: unknown } | { readonly error: Failure };

/** A StateError on its way between threads. */
export type Failure = { readonly reason: StateErrorReason; readonly message: string };

/** The file is good or open; it is not; or the answers to an order, in its order, after they are on the disk. */
export type ThreadReport =
  | { readonly kind: "ready" }
  | { readonly kind: "refused"; readonly failure: Failure }
  | { readonly kind: "answers"; readonly answers: readonly Answer[] };
