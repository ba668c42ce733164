import type { UserRegistry } from "../../sandbox/users.ts";
import type { WireResponse } from "../provider.ts";
import { Refusal } from "../rest-framework/refusal.ts";
import type { TokenIssuer } from "../rest-framework/tokens.ts";
import { badHeader, forbidden, noCredentials, rateLimited, toBadToken } from "./errors.ts";

/** Never gets a token, whatever users are configured. */
export const invalidUser = "stunt_invalid";

/** Users that get tokens, but whose checks always answer as the name says. */
export const magicUsers: ReadonlyMap<string, WireResponse> = new Map([
  ["stunt_forbidden", forbidden],
  ["stunt_no_credits", forbidden],
  ["stunt_rate_limited", rateLimited],
]);

/** The user of a call by its access token; throws a {@link Refusal} for one that may not go on. */
export async function admit(
  authorization: string | undefined,
  tokens: TokenIssuer,
  users: UserRegistry,
  now: number,
): Promise<string | undefined> {
  const [scheme, token, ...more] = authorization?.trim().split(/\s+/) ?? [];
  if (scheme !== "Bearer") throw refuse(noCredentials);
  if (token === undefined || more.length > 0) throw refuse(badHeader);
  const checked = await tokens.check(token, "access", now);
  if ("fault" in checked) throw refuse(toBadToken(checked.fault));
  const user = users.toName(checked.userId);
  const magic = user === undefined ? undefined : magicUsers.get(user);
  if (magic) throw refuse(magic, user);
  return user;
}

/** A refusal that answers with the response. */
export function refuse({ status, body, headers }: WireResponse, orderedBy?: string): Refusal {
  return new Refusal(status, body, headers, orderedBy);
}
