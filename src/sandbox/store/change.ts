import type { CounterBounds, Json } from "./state-store.ts";

/** One of several changes that happen together. Each names its own condition, under which alone it can be made. */
export type Change = CounterChange | DocumentChange<{ readonly value: Json }>;

/** A change as stores get it: values are JSON texts. */
export type TextChange = CounterChange | DocumentChange<{ readonly text: string }>;

/** Changes of numbers. */
export type CounterChange =
  /** Fails when the sum would be out of bounds. An amount of 0 only checks. */
  | ({ readonly change: "add"; readonly counter: string; readonly amount: number } & CounterBounds)
  | { readonly change: "set"; readonly counter: string; readonly value: number | null };

/** Changes of documents. */
export type DocumentChange<Content> = { readonly kind: string; readonly key: string } & (
  | (Content & { readonly change: "put" })
  /** Fails when the key is taken. */
  | (Content & { readonly change: "insert" })
  /** Fails when the document is gone or has another version. */
  | (Content & { readonly change: "replace"; readonly version: number })
  /** Fails when the document is gone or has another version than the one named. */
  | { readonly change: "remove"; readonly version?: number }
);
