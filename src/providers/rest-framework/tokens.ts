import { createHmac } from "node:crypto";
import type { Identity } from "../../identity.ts";
import { defaultSpaceId } from "../../sandbox/space.ts";

/** What a token may be used for. */
export type TokenType = "access" | "refresh";

/** Why a token is not accepted. */
export type TokenFault = "invalid" | "wrong-type";

/** A token that may be used, or why it may not. */
export type TokenCheck = { readonly userId: number } | { readonly fault: TokenFault };

/** Issues and checks HS256 tokens. Times are milliseconds since 1970. */
export interface TokenIssuer {
  issue(type: TokenType, userId: number, now: number): Promise<string>;
  check(token: string, type: TokenType, now: number): Promise<TokenCheck>;
}

/** What signs tokens, null for a secret that nobody else has, and how long they live. */
export type TokenSettings = {
  readonly tokenSecret: string | null;
  readonly accessTokenSeconds: number;
  readonly refreshTokenSeconds: number;
};

/**
 * An issuer of tokens for one `scope`, such as the id of a space. Another scope has another secret: a configured one signs as it
 * is in the default space and is the root of the others' secrets.
 */
export function createTokenIssuer(
  readSettings: () => TokenSettings,
  identity: Identity,
  ...scope: readonly string[]
): TokenIssuer {
  const own = identity.createSecret(32, "token", ...scope);
  const toSecret = () => {
    const { tokenSecret } = readSettings();
    if (tokenSecret === null) return own;
    if (scope.includes(defaultSpaceId)) return new TextEncoder().encode(tokenSecret);
    return createHmac("sha256", tokenSecret).update(JSON.stringify(scope)).digest();
  };
  return {
    async issue(type, userId, now) {
      const { SignJWT } = await loadJose();
      const { accessTokenSeconds, refreshTokenSeconds } = readSettings();
      const lifetimes = { access: accessTokenSeconds, refresh: refreshTokenSeconds };
      const issuedAt = Math.floor(now / 1000);
      const claims = {
        token_type: type,
        exp: issuedAt + lifetimes[type],
        iat: issuedAt,
        jti: identity.createSecret(16, "jti", ...scope, type, userId, issuedAt).toString("hex"),
        user_id: userId,
      };
      return new SignJWT(claims).setProtectedHeader({ alg: "HS256", typ: "JWT" }).sign(toSecret());
    },
    async check(token, type, now) {
      const { jwtVerify } = await loadJose();
      try {
        const { payload } = await jwtVerify(token, toSecret(), {
          algorithms: ["HS256"],
          currentDate: new Date(now),
          requiredClaims: ["exp", "jti", "token_type", "user_id"],
        });
        if (payload.token_type !== type) return { fault: "wrong-type" };
        return { userId: Number(payload.user_id) };
      } catch {
        return { fault: "invalid" };
      }
    },
  };
}

// Loaded with the first token: most servers never issue one, and it would take a tenth of the start.
const loadJose = () => import("jose");
