import type { Values } from "./ask.ts";

/** What the command line says of the caller. */
export type GivenCredentials = {
  readonly key?: string | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly email?: string | undefined;
  readonly code?: string | undefined;
};

/** The caller's values by the names that questions give them; the command line outweighs the environment. */
export function readCredentials(given: GivenCredentials, environment: NodeJS.ProcessEnv): Values {
  const values = {
    key: given.key ?? environment.DIDIT_API_KEY,
    emptyKey: environment.DIDIT_EMPTY_API_KEY,
    forbiddenKey: environment.DIDIT_FORBIDDEN_API_KEY,
    username: given.username ?? environment.APPTENTICATE_USERNAME,
    password: given.password ?? environment.APPTENTICATE_PASSWORD,
    email: given.email ?? environment.DIDIT_ACCOUNT_EMAIL,
    accountPassword: environment.DIDIT_ACCOUNT_PASSWORD,
    code: given.code,
  };
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
}

/** What a server is told: the caller's own values, and where Stuntface answers those it takes from anybody. */
export function completeCredentials(own: Values, isFree: boolean): Values {
  return isFree ? { ...stuntfaceCredentials, ...own } : own;
}

/** Who calls Stuntface: anybody, and the keys that order a refusal. */
export const stuntfaceCredentials: Values = {
  key: "key-of-the-emulator",
  emptyKey: "stunt_no_credits",
  forbiddenKey: "stunt_forbidden",
  username: "user-of-the-emulator",
  password: "any",
  email: "conformance@example.com",
  accountPassword: "MyStr0ng!Pass",
};
