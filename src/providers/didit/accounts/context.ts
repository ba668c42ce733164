import type { Identity } from "../../../identity.ts";
import type { Space } from "../../../sandbox/space.ts";
import type { Services } from "../../../services.ts";

/** An access and a refresh token, and the life of the first. */
export type TokenPair = {
  readonly access: string;
  readonly refresh: string;
  readonly accessSeconds: number;
};

/** What the account endpoints work with. */
export type AccountContext = {
  readonly identity: Identity;
  readonly onMail: Services["onMail"];
  /** Tokens for the account with this number. */
  readonly issueTokens: (space: Space, accountNumber: number) => Promise<TokenPair>;
};
