/** Failed logins in a row, and until when no more are heard, in milliseconds since 1970. */
export type LockState = { readonly failures: number; readonly lockedUntil: number | null };

const maxFailures = 5;
const lockMs = 15 * 60_000;

/** Nobody failed yet. */
export const unlocked: LockState = { failures: 0, lockedUntil: null };

/** Milliseconds until a login is heard again, 0 when it is now. */
export function toLockMs({ lockedUntil }: LockState, now: number): number {
  return Math.max(0, (lockedUntil ?? now) - now);
}

/** The state after one more failure; a lock that is over begins anew. */
export function toFailed({ failures, lockedUntil }: LockState, now: number): LockState {
  const count = (lockedUntil === null ? failures : 0) + 1;
  return { failures: count, lockedUntil: count < maxFailures ? null : now + lockMs };
}
