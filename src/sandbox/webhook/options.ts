import { type Deliver, deliverWebhook } from "./deliver.ts";
import type { JobBounds } from "./job-store.ts";
import { signWebhook } from "./sign.ts";

/** How a queue of webhooks works; only the clock has no default. */
export type WebhookQueueOptions = JobBounds & {
  /** Milliseconds since 1970, for timestamps. */
  readonly now: () => number;
  readonly sign: typeof signWebhook;
  readonly deliver: Deliver;
  /** Waits before the second try, the third and so on; their number is that of the retries. */
  readonly retryDelaysMs: readonly number[];
  /** How long a receiver may take to answer. */
  readonly timeoutMs: number;
  /** Requests to one URL at a time. */
  readonly maxConcurrent: number;
  /** Attempts that are kept of one webhook. */
  readonly maxAttempts: number;
};

/** Two retries after about 1 and 4 minutes and 5 s for an answer, as Didit documents; the bounds are Stuntface's own. */
export const defaultWebhookOptions: Omit<WebhookQueueOptions, "now"> = {
  sign: signWebhook,
  deliver: deliverWebhook,
  retryDelaysMs: [60_000, 240_000],
  timeoutMs: 5_000,
  maxConcurrent: 4,
  maxQueued: 1_000,
  maxKept: 1_000,
  maxChars: 16_000_000,
  maxAttempts: 20,
};
