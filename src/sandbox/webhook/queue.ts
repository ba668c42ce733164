import { performance } from "node:perf_hooks";
import { type AttemptResult, attemptDelivery, isDelivered, isWorthRetrying } from "./attempt.ts";
import type { WebhookRequest } from "./deliver.ts";
import { addAttempt, createJob, type Job, stopRetry, toRecord, type WebhookTarget } from "./job.ts";
import { createJobStore } from "./job-store.ts";
import { createLanes } from "./lanes.ts";
import { defaultWebhookOptions, type WebhookQueueOptions } from "./options.ts";
import { isWebhookUrl, toErrorWord, type WebhookRecord, type WebhookState } from "./record.ts";

export type { WebhookTarget } from "./job.ts";
export type { WebhookQueueOptions } from "./options.ts";
export type { WebhookAttempt, WebhookRecord, WebhookState } from "./record.ts";

/** A webhook's content; one event is one webhook, however often it is tried. */
export type WebhookPayload = { readonly event_id: string } & Readonly<Record<string, unknown>>;

/** Delivers webhooks in the background and remembers what became of them. */
export interface WebhookQueue {
  /** Takes the payload as it is now; an event that is known already starts anew. Never throws and never waits: whatever goes wrong is in the record. */
  send(target: WebhookTarget, payload: WebhookPayload): void;
  /** All that are kept, the last sent first. */
  list(): WebhookRecord[];
  find(eventId: string): WebhookRecord | undefined;
  /** Tries again now, with retries as at first, unless it is being tried; false when the event is not kept or the queue is closed. */
  redeliver(eventId: string): boolean;
  /** Drops what is not delivered, ends requests under way, and ignores what is sent later. */
  close(): Promise<void>;
}

/** A queue without webhooks. Each try is signed anew, as receivers refuse timestamps older than five minutes. */
export function createWebhookQueue(
  given: Partial<WebhookQueueOptions> & Pick<WebhookQueueOptions, "now">,
): WebhookQueue {
  const options = { ...defaultWebhookOptions, ...given };
  const tries = new Set<Promise<void>>();
  let sent = 0;
  let isClosed = false;

  const lanes = createLanes<Job>(options.maxConcurrent, async (job) => {
    const ended = tryOnce(job);
    tries.add(ended);
    await ended;
    tries.delete(ended);
  });
  const finish = (job: Job, state: WebhookState) => {
    stopRetry(job);
    job.state = state;
    jobs.put(job);
  };
  const drop = (job: Job) => {
    lanes.remove(job.target.url, job);
    job.underWay?.abort();
    finish(job, "dropped");
  };
  const jobs = createJobStore(options, drop);

  const enqueue = (job: Job) => {
    stopRetry(job);
    // A queue that holds nothing has dropped it already.
    if (job.state === "pending") lanes.add(job.target.url, job);
  };
  const settle = (job: Job, result: AttemptResult, isFinal: boolean) => {
    const delayMs = options.retryDelaysMs[job.retries];
    if (isFinal || delayMs === undefined || !isWorthRetrying(result))
      return finish(job, isDelivered(result) ? "delivered" : "failed");
    job.retries += 1;
    const timer = setTimeout(() => enqueue(job), delayMs);
    timer.unref();
    job.retry = { timer, at: options.now() + delayMs };
  };
  const prepare = ({ target, content }: Job, at: number): WebhookRequest | string => {
    if (content === undefined) return "not JSON";
    if (!isWebhookUrl(target.url)) return "not an HTTP URL";
    try {
      return { url: target.url, ...options.sign(JSON.parse(content), target.secret, Math.floor(at / 1000)) };
    } catch (error) {
      return toErrorWord(error);
    }
  };
  const tryOnce = async (job: Job) => {
    const [at, startMs] = [options.now(), performance.now()];
    const controller = new AbortController();
    job.underWay = controller;
    const request = prepare(job, at);
    const isFinal = typeof request === "string";
    const result = isFinal
      ? { error: request }
      : await attemptDelivery(options.deliver, request, controller.signal, options.timeoutMs);
    if (job.underWay === controller) job.underWay = undefined;
    addAttempt(job, at, performance.now() - startMs, result, options.maxAttempts);
    // Who ended it has seen to what becomes of it.
    if (!controller.signal.aborted) settle(job, result, isFinal);
  };

  return {
    send(target, payload) {
      if (isClosed) return;
      const known = jobs.find(payload.event_id);
      if (known?.state === "pending") drop(known);
      if (known) jobs.delete(known);
      const job = createJob(++sent, payload.event_id, target, payload);
      jobs.put(job);
      enqueue(job);
    },
    list: () => jobs.list().map(toRecord),
    find(eventId) {
      const job = jobs.find(eventId);
      return job && toRecord(job);
    },
    redeliver(eventId) {
      const job = jobs.find(eventId);
      if (!job || isClosed) return false;
      const isWaiting = job.state === "pending" && !job.retry;
      if (isWaiting) return true;
      job.retries = 0;
      job.state = "pending";
      jobs.put(job);
      enqueue(job);
      return true;
    },
    async close() {
      isClosed = true;
      for (const job of jobs.pending()) drop(job);
      await Promise.all(tries);
    },
  };
}
