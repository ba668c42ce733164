import type { Clock, Sessions, Settings, WebhookLog } from "./admin.ts";
import { type CallAdmin, parseAnswer, toSegment } from "./call-admin.ts";
import { toWrittenSettings } from "./settings.ts";

/** The clock of the space that is called. */
export function createClock(call: CallAdmin): Clock {
  const toTime = async (answer: ReturnType<CallAdmin>) =>
    new Date(parseAnswer<{ now: string }>(await answer).now);
  const put = (body: unknown) => toTime(call("clock", { method: "PUT", body }));
  return {
    now: () => toTime(call("clock")),
    set: (time) => put({ now: typeof time === "string" ? time : time.toISOString() }),
    advance: (seconds) => put({ advance_s: seconds }),
  };
}

/** The settings of the space that is called. */
export function createSettings(call: CallAdmin): Settings {
  return {
    read: async () => parseAnswer(await call("settings")),
    async change(settings) {
      await call("settings", { method: "PATCH", body: toWrittenSettings(settings) });
    },
    async reset() {
      await call("settings", { method: "DELETE" });
    },
  };
}

/** The saved calls of the space that is called. */
export function createSessions(call: CallAdmin): Sessions {
  return {
    list: async () => parseAnswer<{ sessions: [] }>(await call("sessions")).sessions,
    find: async (id) => parseAnswer(await call(`sessions/${toSegment(id)}`)),
    decide: async (id, status) => parseAnswer(await call(`sessions/${toSegment(id)}`, { body: { status } })),
  };
}

/** The webhooks of the space that is called. */
export function createWebhookLog(call: CallAdmin): WebhookLog {
  return {
    list: async () => parseAnswer<{ webhooks: [] }>(await call("webhooks")).webhooks,
    find: async (id) => parseAnswer(await call(`webhooks/${toSegment(id)}`)),
    redeliver: async (id) =>
      parseAnswer(await call(`webhooks/${toSegment(id)}/redeliver`, { method: "POST" })),
  };
}
