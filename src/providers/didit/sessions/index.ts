import type { FastifyInstance } from "fastify";
import type { DiditOptions } from "../../../options.ts";
import { createSettingsCache } from "../../../sandbox/space.ts";
import { messages } from "../../rest-framework/messages.ts";
import { Refusal } from "../../rest-framework/refusal.ts";
import { readValues } from "../../rest-framework/values.ts";
import { type Admit, addKeyedEndpoint } from "../billing/index.ts";
import { toEdition } from "../edition.ts";
import { edition2025 } from "../edition-2025-05.ts";
import { renderDecision } from "./decision.ts";
import {
  type BlocklistEndpoint,
  blocklistAddEndpoint,
  blocklistRemoveEndpoint,
  createDecisionEndpoint,
} from "./endpoints.ts";
import type { FacesOf } from "./enrolment.ts";
import { findSession } from "./session.ts";

/** What was saved: decisions, and the blocklist that is filled from them. */
export function addSessions(app: FastifyInstance, facesOf: FacesOf, admit: Admit): void {
  const toEndpoint = createSettingsCache((options: DiditOptions) =>
    createDecisionEndpoint(toEdition(options)),
  );
  addKeyedEndpoint(app, admit, createDecisionEndpoint(edition2025), async (_values, request) => {
    const { id } = request.params as { id: string };
    const session = await findSession(request.space, id);
    if (!session) throw new Refusal(404, { detail: messages.notFound });
    const schema = toEndpoint(request.space.options.didit).responses[200]?.body;
    return { status: 200, body: renderDecision(session), ...(schema ? { schema } : {}) };
  });
  const addChange = (endpoint: BlocklistEndpoint, isBlocked: boolean, message: string) =>
    addKeyedEndpoint(app, admit, endpoint, async (values, { space }) => {
      const { sessionId } = readValues(values, (reader) => ({ sessionId: reader.text("session_id") }));
      const session = await findSession(space, sessionId);
      if (!session) throw new Refusal(404, { detail: messages.notFound });
      const [switchName, ...others] = endpoint.switches;
      if (![switchName, ...others].some((name) => values[name] === true))
        throw new Refusal(400, { [switchName]: ["Name at least one item, such as this one."] });
      if (!(await (await facesOf(space)).change(sessionId, { isBlocked })))
        throw new Refusal(400, { detail: "This session has no face." });
      return { status: 200, body: { message } };
    });
  addChange(blocklistAddEndpoint, true, "Successfully updated blocklist.");
  addChange(blocklistRemoveEndpoint, false, "Successfully removed from blocklist.");
}
