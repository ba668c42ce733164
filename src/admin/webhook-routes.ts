import type { FastifyInstance } from "fastify";
import { AdminError } from "./admin-error.ts";
import type { AdminContext } from "./context.ts";
import { ErrorAnswer } from "./server-answers.ts";
import { WebhookList, WebhookSchema } from "./space-answers.ts";
import { tell } from "./told.ts";

type IdParams = { Params: { id: string } };

/** Webhooks that were sent, every try of them, and sending one again by hand. */
export function addWebhookRoutes(app: FastifyInstance, { services: { webhooks } }: AdminContext): void {
  app.get(
    "/__admin/webhooks",
    {
      schema: {
        ...tell("admin.webhooks", "consoles", { 200: WebhookList }),
        summary: "The last 1,000 webhooks of this space and how each try ended, the newest first.",
      },
    },
    async ({ space }) => ({ url: space.options.webhook.url, webhooks: webhooks.list(space) }),
  );
  app.get<IdParams>(
    "/__admin/webhooks/:id",
    {
      schema: {
        ...tell("admin.webhook", "consoles", { 200: WebhookSchema, 404: ErrorAnswer }),
        summary: "One webhook.",
      },
    },
    async ({ space, params }) => {
      const record = webhooks.find(space, params.id);
      if (!record) throw notKept(params.id);
      return record;
    },
  );
  app.post<IdParams>(
    "/__admin/webhooks/:id/redeliver",
    {
      schema: {
        ...tell("admin.redeliver", "consoles", { 202: WebhookSchema, 404: ErrorAnswer }),
        summary: "Sends a webhook again now, with retries as at first.",
      },
    },
    async ({ space, params: { id } }, reply) => {
      if (!webhooks.redeliver(space, id)) throw notKept(id);
      return reply.code(202).send(webhooks.find(space, id));
    },
  );
}

function notKept(id: string): AdminError {
  return new AdminError(404, `no webhook ${id.slice(0, 80)} is kept in this space.`);
}
