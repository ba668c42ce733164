import type { AttemptResult } from "./attempt.ts";
import { toPublicUrl, type WebhookAttempt, type WebhookRecord, type WebhookState } from "./record.ts";

/** Where webhooks go and the secret that signs them. */
export type WebhookTarget = { readonly url: string; readonly secret: string };

/** A webhook that is to be delivered or was. */
export type Job = {
  /** Rises with each webhook that is sent. */
  readonly order: number;
  readonly eventId: string;
  readonly target: WebhookTarget;
  /** The payload as JSON; undefined when it is none. */
  readonly content: string | undefined;
  readonly attempts: WebhookAttempt[];
  state: WebhookState;
  tries: number;
  /** Retries that were used up since it was sent, or last sent by hand. */
  retries: number;
  retry: { readonly timer: NodeJS.Timeout; readonly at: number } | undefined;
  underWay: AbortController | undefined;
};

/** A job that was not tried yet. The content is taken now, whatever happens to the payload later. */
export function createJob(order: number, eventId: string, target: WebhookTarget, payload: object): Job {
  return {
    order,
    eventId,
    target: { ...target },
    content: toContent(payload),
    attempts: [],
    state: "pending",
    tries: 0,
    retries: 0,
    retry: undefined,
    underWay: undefined,
  };
}

function toContent(payload: object): string | undefined {
  try {
    return JSON.stringify(payload);
  } catch {
    // It refers to itself, holds a BigInt or nests deeper than a recursion reaches.
    return undefined;
  }
}

/** Notes a try, and forgets the first one when there are more than `maxAttempts`. */
export function addAttempt(
  job: Job,
  at: number,
  ms: number,
  result: AttemptResult,
  maxAttempts: number,
): void {
  job.tries += 1;
  job.attempts.push({ number: job.tries, at, ms, ...result });
  if (job.attempts.length > maxAttempts) job.attempts.shift();
}

/** Ends the wait for the next try, if there is one. */
export function stopRetry(job: Job): void {
  clearTimeout(job.retry?.timer);
  job.retry = undefined;
}

/** What may be shown of a job. */
export function toRecord({ eventId, target, state, attempts, retry }: Job): WebhookRecord {
  return {
    eventId,
    url: toPublicUrl(target.url),
    state,
    attempts: [...attempts],
    ...(retry && { nextAttemptAt: retry.at }),
  };
}
