/** A call that was saved, or decided anew by hand: what webhooks tell of. */
export type SavedEvent = {
  readonly sessionId: string;
  readonly status: string;
  readonly vendorData: string | null;
  readonly metadata: unknown;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The decision document as the vendor's API gives it. */
  readonly decision: object;
};
