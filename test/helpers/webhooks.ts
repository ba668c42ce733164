import { expect, onTestFinished } from "vitest";
import {
  createWebhookQueue,
  type WebhookPayload,
  type WebhookQueue,
  type WebhookQueueOptions,
  type WebhookRecord,
} from "../../src/sandbox/webhook/queue.ts";

/** The secret of all webhooks in tests. */
export const webhookSecret = "whs_never-shown";

/** A queue whose retries follow at once; it is closed after the test. */
export function createTestQueue(options: Partial<WebhookQueueOptions> = {}): WebhookQueue {
  const queue = createWebhookQueue({ now: Date.now, retryDelaysMs: [1, 1], ...options });
  onTestFinished(() => queue.close());
  return queue;
}

/** A webhook as Didit sends one. */
export function createPayload(
  eventId: string,
  changes: Readonly<Record<string, unknown>> = {},
): WebhookPayload {
  return {
    event_id: eventId,
    webhook_type: "status.updated",
    session_id: "11111111-2222-4333-8444-555555555555",
    status: "Approved",
    vendor_data: "José",
    ...changes,
  };
}

/** The record of an event once nothing more happens to it by itself. */
export async function waitForEnd(queue: WebhookQueue, eventId: string): Promise<WebhookRecord> {
  await expect.poll(() => queue.find(eventId)?.state, { timeout: 15_000, interval: 5 }).not.toBe("pending");
  const record = queue.find(eventId);
  if (!record) throw new Error(`No record of ${eventId}.`);
  return record;
}

/** Statuses and errors of a webhook's attempts, in order. */
export function toResults({ attempts }: WebhookRecord): (number | string | undefined)[] {
  return attempts.map(({ status, error }) => status ?? error);
}
