import type { SavedEvent } from "../../../sandbox/saved-event.ts";
import type { Space } from "../../../sandbox/space.ts";
import type { SessionConsole } from "../../provider.ts";
import { renderDecision, toSavedEvent } from "./decision.ts";
import type { FacesOf } from "./enrolment.ts";
import { findSession, listSessions, setSessionStatus } from "./session.ts";

/** The console over saved sessions; `onSaved` hears of every decision. */
export function createSessionConsole(
  facesOf: FacesOf,
  onSaved: (event: SavedEvent, space: Space) => void,
): SessionConsole {
  return {
    list: async (space, limit) => (await listSessions(space, limit)).map(renderDecision),
    async find(space, id) {
      const session = await findSession(space, id);
      return session && renderDecision(session);
    },
    async decide(space, id, status) {
      const session = await setSessionStatus(space, id, status);
      if (!session) return undefined;
      await (await facesOf(space)).change(id, { status });
      onSaved(toSavedEvent(session), space);
      return renderDecision(session);
    },
  };
}
