import type { FastifyInstance, FastifyRequest } from "fastify";
import type { WireResponse } from "../../provider.ts";
import { addEndpoint } from "../../rest-framework/endpoint.ts";
import { addJsonEndpoint } from "../../rest-framework/json-endpoint.ts";
import { messages } from "../../rest-framework/messages.ts";
import { Refusal } from "../../rest-framework/refusal.ts";
import { readValues } from "../../rest-framework/values.ts";
import { type Admit, noteKey } from "../billing/index.ts";
import { renderDecision } from "./decision.ts";
import type { FacesOf } from "./enrolment.ts";
import { findSession } from "./session.ts";

/** Lines for the banner. */
export const sessionEndpoints = [
  "GET /v3/session/{id}/decision/",
  "POST /v3/blocklist/add/",
  "POST /v3/blocklist/remove/",
];

/** What was saved: decisions, and the blocklist that is filled from them. */
export function addSessions(app: FastifyInstance, facesOf: FacesOf, admit: Admit): void {
  addEndpoint(app, {
    paths: ["/v3/session/:id/decision/", "/v2/session/:id/decision/"],
    method: "GET",
    async admit(request, reply) {
      request.notes.operation = "didit.session-decision";
      noteKey(request, "didit.session-decision");
      await admit(request, reply);
      return undefined;
    },
    handle: async (request) => ({ response: await decide(request) }),
  });
  const addChange = (
    path: string,
    operation: string,
    switchName: string,
    isBlocked: boolean,
    message: string,
  ) =>
    addJsonEndpoint(app, {
      path,
      method: "POST",
      operation,
      async admit(request, reply) {
        noteKey(request, operation);
        await admit(request, reply);
      },
      async answer(values, { space }) {
        const { sessionId } = readValues(values, (reader) => ({ sessionId: reader.text("session_id") }));
        const session = await findSession(space, sessionId);
        if (!session) throw new Refusal(404, { detail: messages.notFound });
        const wantsFace = [switchName, "blocklist_face"].some((name) => values[name] === true);
        if (!wantsFace)
          throw new Refusal(400, { [switchName]: ["Name at least one item, such as this one."] });
        if (!(await (await facesOf(space)).change(sessionId, { isBlocked })))
          throw new Refusal(400, { detail: "This session has no face." });
        return { status: 200, body: { message } };
      },
    });
  addChange(
    "/v3/blocklist/add/",
    "didit.blocklist-add",
    "blocklist_face",
    true,
    "Successfully updated blocklist.",
  );
  addChange(
    "/v3/blocklist/remove/",
    "didit.blocklist-remove",
    "unblock_face",
    false,
    "Successfully removed from blocklist.",
  );
}

async function decide(request: FastifyRequest): Promise<WireResponse> {
  const { id } = request.params as { id: string };
  const session = await findSession(request.space, id);
  if (!session) throw new Refusal(404, { detail: messages.notFound });
  return { status: 200, body: renderDecision(session) };
}
