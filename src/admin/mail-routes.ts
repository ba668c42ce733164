import type { FastifyInstance } from "fastify";
import { clearMails, listMails } from "../sandbox/mail.ts";
import { MailList, RemovedCount } from "./space-answers.ts";
import { tell } from "./told.ts";

/** Mails of the space that the vendor would have sent: codes for tests that register. */
export function addMailRoutes(app: FastifyInstance): void {
  app.get(
    "/__admin/mail",
    {
      schema: {
        ...tell("admin.mail", "consoles", { 200: MailList }),
        summary: "Mails with the codes that accounts are verified with, the newest first.",
      },
    },
    async ({ space }) => ({ mails: await listMails(space.store) }),
  );
  app.delete(
    "/__admin/mail",
    {
      schema: {
        ...tell("admin.clear-mail", "consoles", { 200: RemovedCount }),
        summary: "Forgets the mails.",
      },
    },
    async ({ space }) => ({
      removed: await clearMails(space.store),
    }),
  );
}
