import type { SavedEvent } from "../../../sandbox/saved-event.ts";
import type { Space } from "../../../sandbox/space.ts";
import type { CompletedCheck } from "../../rest-framework/check.ts";
import type { DiditRequest } from "../request.ts";
import type { Status } from "../verdict.ts";
import { toSavedEvent } from "./decision.ts";
import type { FacesOf } from "./enrolment.ts";
import { type SavedSession, saveSession } from "./session.ts";

/** What keeping a check needs besides the check. */
export type Keeping = {
  readonly facesOf: FacesOf;
  /** The key of the check in its answer. */
  readonly answer: "liveness" | "face_match" | "face_search" | "age_estimation";
  /** Hears of every saved session. */
  readonly onSaved: (event: SavedEvent, space: Space) => void;
};

// A face search has no list in the vendor's decisions.
const lists = {
  liveness: "liveness_checks",
  face_match: "face_matches",
  face_search: null,
  age_estimation: "liveness_checks",
} as const;

/** Saves a completed check, enrols its face and tells of it; nothing of all this for `save_api_request=false`. */
export async function keepCheck(
  { space, request, verdict, facts, meta, response }: CompletedCheck<DiditRequest, unknown>,
  { facesOf, answer, onSaved }: Keeping,
): Promise<void> {
  if (!request.isSaved) return;
  const { status } = verdict as { readonly status: Status };
  const body = response.body as Readonly<Record<string, unknown>>;
  const vendorData = request.vendorData ?? null;
  const saved = await saveSession(space, {
    id: meta.requestId,
    list: lists[answer],
    status,
    vendorData,
    metadata: request.metadata ?? null,
    createdAt: String(body.created_at),
    at: meta.now,
    check: body[answer] as SavedSession["check"],
  });
  const [face] = facts[0]?.faces ?? [];
  if (answer === "liveness" && face && space.options.didit.enrolment) {
    const faces = await facesOf(space);
    const { id: sessionId, number: sessionNumber } = saved;
    const known = { sessionId, sessionNumber, vendorData, status, isBlocked: false, at: meta.now };
    await faces.enrol(known, face.descriptor);
  }
  onSaved(toSavedEvent(saved), space);
}
