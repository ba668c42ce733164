import type { Problem } from "../documents/problem.ts";
import type { ScenarioDraft } from "./draft.ts";
import type { OperationSpec } from "./scenario.ts";

/** What the watching thread starts with. */
export type WatchSetup = {
  readonly directory: string;
  readonly signature: string;
  readonly specs: readonly OperationSpec[];
};

/** Asks the thread to read the files now. */
export type WatchOrder = { readonly order: number };

/** What the thread found; `order` is 0 when nobody asked. */
export type WatchMessage = {
  readonly order: number;
  /** The scenarios of all files; absent when there are problems. */
  readonly drafts?: readonly ScenarioDraft[];
  readonly problems: readonly Problem[];
};
