import type { SpaceStore } from "../../../sandbox/space-store.ts";
import { type Change, update } from "../../../sandbox/update.ts";
import type { SentCode } from "./code.ts";
import type { LockState } from "./lock.ts";
import type { PasswordHash } from "./password.ts";

/** What an account is given when its e-mail is verified. */
export type Application = {
  readonly uuid: string;
  readonly name: string;
  readonly clientId: string;
  readonly organization: { readonly uuid: string; readonly name: string };
};

/** An account, pending as long as it has no application. */
export type Account = {
  /** As it was written at the registration. */
  readonly email: string;
  /** Counts the accounts of a space from 1. */
  readonly number: number;
  readonly password: PasswordHash;
  /** The code that was sent last. */
  readonly code: SentCode;
  /** How many codes were sent. */
  readonly codes: number;
  readonly lock: LockState;
  readonly application: Application | null;
};

const kind = "didit.account";

/** The account of an address, whichever letters are capitals. */
export async function findAccount(store: SpaceStore, email: string): Promise<Account | undefined> {
  return (await store.get<Account>(kind, toAccountId(email)))?.value;
}

/** Changes an account, or makes it, in one step; see {@link update}. */
export async function changeAccount<Result>(
  store: SpaceStore,
  email: string,
  decide: (account: Account | undefined) => Change<Account, Result>,
): Promise<Result> {
  return update(store, kind, toAccountId(email), decide);
}

/** Names an account in the store and among the secrets of its space. */
export function toAccountId(email: string): string {
  return email.toLowerCase();
}
