import type { SavedEvent } from "../../../sandbox/saved-event.ts";
import type { SavedSession } from "./session.ts";

/** The decision document of a session, as `GET /v3/session/{id}/decision/` and the webhook carry it. */
export function renderDecision({
  id,
  number,
  list,
  status,
  vendorData,
  metadata,
  createdAt,
  check,
}: SavedSession) {
  const lists = { liveness_checks: [] as object[], face_matches: [] as object[] };
  if (list) lists[list].push(check);
  return {
    session_id: id,
    session_number: number,
    session_kind: "api",
    status,
    workflow_id: null,
    vendor_data: vendorData,
    metadata: metadata ?? null,
    ...lists,
    created_at: createdAt,
  };
}

/** The session as an event of which webhooks tell. */
export function toSavedEvent(session: SavedSession): SavedEvent {
  const { id, status, vendorData, metadata, at } = session;
  return { sessionId: id, status, vendorData, metadata, at, decision: renderDecision(session) };
}
