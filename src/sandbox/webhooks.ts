import type { Identity } from "../identity.ts";
import type { SavedEvent } from "./saved-event.ts";
import { createSpaceState, type Space } from "./space.ts";
import { createWebhookQueue, type WebhookQueueOptions, type WebhookRecord } from "./webhook/queue.ts";

/** Tells receivers of saved calls, as the vendor does, and shows what became of it, space by space. */
export interface Webhooks {
  /** Sends `status.updated` to the receiver that the space's settings name; nothing without one. Never waits. */
  send(space: Space, event: SavedEvent): void;
  /** The last ones, the newest first. */
  list(space: Space): readonly WebhookRecord[];
  find(space: Space, eventId: string): WebhookRecord | undefined;
  /** Tries again now; false for an event that is not kept. */
  redeliver(space: Space, eventId: string): boolean;
  close(): Promise<void>;
}

/** A space does not see more of its own events than this. */
const maxEvents = 1_000;

/** Webhooks of one server: one queue, so that its bounds hold for all spaces together. */
export function createWebhooks(
  identity: Identity,
  queueOptions: Partial<WebhookQueueOptions> = {},
): Webhooks {
  const queue = createWebhookQueue({ now: identity.now, ...queueOptions });
  const eventsOf = createSpaceState(() => new Set<string>());
  const find = (space: Space, eventId: string) =>
    eventsOf(space).has(eventId) ? queue.find(eventId) : undefined;
  return {
    send(space, event) {
      const { url, secret } = space.options.webhook;
      if (url === null) return;
      const eventId = identity.createId("webhook");
      const events = eventsOf(space).add(eventId);
      const [oldest] = events;
      if (events.size > maxEvents && oldest !== undefined) events.delete(oldest);
      queue.send({ url, secret }, toPayload(eventId, space, event, identity));
    },
    list: (space) => queue.list().filter(({ eventId }) => eventsOf(space).has(eventId)),
    find,
    redeliver: (space, eventId) => find(space, eventId) !== undefined && queue.redeliver(eventId),
    close: () => queue.close(),
  };
}

function toPayload(eventId: string, space: Space, event: SavedEvent, identity: Identity) {
  const { sessionId, status, vendorData, metadata, at, decision } = event;
  return {
    event_id: eventId,
    webhook_type: "status.updated",
    timestamp: Math.floor(space.clock.now() / 1000),
    created_at: Math.floor(at / 1000),
    application_id: toApplicationId(identity.createSecret(16, "application", space.id)),
    session_id: sessionId,
    status,
    workflow_id: null,
    vendor_data: vendorData,
    metadata: metadata ?? null,
    decision,
    environment: "sandbox",
  };
}

function toApplicationId(bytes: Buffer): string {
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
