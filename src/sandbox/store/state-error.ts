/**
 * Why a store cannot do what it was asked to: `invalid` (the caller's mistake), `full` (reading and removing may still work), `closed`, `failed` (the
 * store has ended, restart the server); and when it is opened: `foreign`, `damaged`, `newer`, `locked`, `unwritable`, `unsupported`.
 */
export type StateErrorReason =
  | "invalid"
  | "full"
  | "closed"
  | "failed"
  | "foreign"
  | "damaged"
  | "newer"
  | "locked"
  | "unwritable"
  | "unsupported";

/** A store could not be opened or did not do what it was asked to; the message says what the user can do. */
export class StateError extends Error {
  override readonly name = "StateError";
  readonly reason: StateErrorReason;

  constructor(reason: StateErrorReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}
