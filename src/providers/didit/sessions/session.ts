import type { Space } from "../../../sandbox/space.ts";
import { update } from "../../../sandbox/update.ts";

/** A call that was saved: what the vendor's console shows of it. */
export type SavedSession = {
  readonly id: string;
  readonly number: number;
  /** Where the decision lists it, if anywhere. */
  readonly list: "liveness_checks" | "face_matches" | null;
  readonly status: string;
  readonly vendorData: string | null;
  readonly metadata: unknown;
  /** As the answer wrote it. */
  readonly createdAt: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The check as the answer had it. */
  readonly check: Readonly<Record<string, unknown>>;
};

const kind = "session";

/** Stores a session; one with the same id, as repeated calls have with a seed, keeps its number. */
export async function saveSession(
  { store }: Space,
  session: Omit<SavedSession, "number">,
): Promise<SavedSession> {
  const known = await store.get<SavedSession>(kind, session.id);
  const number = known?.value.number ?? (await store.add("session number", 1)) ?? 0;
  const saved = { ...session, number };
  await store.put(kind, session.id, saved);
  return saved;
}

/** The session with this id. */
export async function findSession({ store }: Space, id: string): Promise<SavedSession | undefined> {
  return (await store.get<SavedSession>(kind, id))?.value;
}

/** Sessions, the newest first. */
export async function listSessions({ store }: Space, limit: number): Promise<readonly SavedSession[]> {
  return (await store.list<SavedSession>(kind, { limit })).map(({ value }) => value);
}

/** Sets the status of a session, as a person does in the console; undefined when there is none. */
export async function setSessionStatus(
  { store }: Space,
  id: string,
  status: string,
): Promise<SavedSession | undefined> {
  return update<SavedSession, SavedSession | undefined>(store, kind, id, (session) => {
    if (!session) return { result: undefined };
    const changed = { ...session, status, check: { ...session.check, status } };
    return { value: changed, result: changed };
  });
}
