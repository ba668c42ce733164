import type { FastifyInstance } from "fastify";
import Type from "typebox";
import { AdminError } from "./admin-error.ts";
import type { AdminContext } from "./context.ts";
import { ErrorAnswer } from "./server-answers.ts";
import { SessionList, SessionSchema } from "./space-answers.ts";
import { tell } from "./told.ts";

type IdParams = { Params: { id: string } };

/** The vendor's console over saved calls: seeing them, and deciding them by hand. */
export function addSessionRoutes(app: FastifyInstance, { sessions }: AdminContext): void {
  app.get(
    "/__admin/sessions",
    {
      schema: {
        ...tell("admin.sessions", "consoles", { 200: SessionList }),
        summary: "The last 1,000 saved calls, the newest first.",
      },
    },
    async ({ space }) => ({
      sessions: await sessions.list(space, 1000),
    }),
  );
  app.get<IdParams>(
    "/__admin/sessions/:id",
    {
      schema: {
        ...tell("admin.session", "consoles", { 200: SessionSchema, 404: ErrorAnswer }),
        summary: "One saved call.",
      },
    },
    async ({ space, params: { id } }) => {
      const session = await sessions.find(space, id);
      if (!session) throw notSaved(id);
      return session;
    },
  );
  app.post<IdParams>(
    "/__admin/sessions/:id",
    {
      schema: {
        ...tell("admin.decide-session", "consoles", { 200: SessionSchema, 404: ErrorAnswer }),
        summary: "Approves or declines a saved call by hand; the webhook is sent again.",
        body: Type.Object(
          { status: Type.Enum(["Approved", "Declined", "In Review"]) },
          { additionalProperties: false },
        ),
      },
    },
    async ({ space, params: { id }, body }) => {
      const session = await sessions.decide(space, id, (body as { status: string }).status);
      if (!session) throw notSaved(id);
      return session;
    },
  );
}

function notSaved(id: string): AdminError {
  return new AdminError(
    404,
    `no call ${id.slice(0, 80)} is saved in this space; save_api_request=false saves none.`,
  );
}
