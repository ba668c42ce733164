import Type from "typebox";
import type { Operation, ParsedRequest, WireResponse } from "../provider.ts";
import type { TokenIssuer } from "../rest-framework/tokens.ts";
import { refreshErrors, renderForcedError, tokenErrors } from "./errors.ts";

/** A token request whose credentials were accepted. */
export type TokenRequest = ParsedRequest & {
  readonly username: string | undefined;
  readonly userId: number;
  readonly now: number;
  /** Issuer of the caller's space. */
  readonly tokens: TokenIssuer;
};

type TokenBody = Readonly<Record<string, string>>;

/** Issue of a pair of tokens. */
export function createTokenOperation(): Operation<TokenRequest, TokenBody> {
  return createOperation(
    "apptenticate.token",
    ["username", "password"],
    tokenErrors,
    async ({ tokens, userId, now }) => ({
      refresh: await tokens.issue("refresh", userId, now),
      access: await tokens.issue("access", userId, now),
    }),
  );
}

/** Renewal of an access token. */
export function createRefreshOperation(): Operation<TokenRequest, TokenBody> {
  return createOperation(
    "apptenticate.token-refresh",
    ["refresh"],
    refreshErrors,
    async ({ tokens, userId, now }) => ({
      access: await tokens.issue("access", userId, now),
    }),
  );
}

function createOperation(
  id: string,
  fields: readonly string[],
  errors: Readonly<Record<string, WireResponse>>,
  decide: (request: TokenRequest) => Promise<TokenBody>,
): Operation<TokenRequest, TokenBody> {
  return {
    spec: {
      id,
      images: [],
      fields,
      foreignNames: { user: "username", email: "username", pass: "password", token: "refresh" },
      errors: Object.keys(errors),
      warnings: [],
      decliningWarnings: [],
      facelessWarnings: [],
      statuses: [],
      codes: [],
      scored: false,
      answer: Type.Object({ refresh: Type.Optional(Type.String()), access: Type.String() }),
    },
    decide: (_facts, request) => decide(request),
    decideUnreadable() {
      throw new Error("a token request has no images");
    },
    isFixedBy: () => false,
    force: (verdict) => verdict,
    render: (body) => ({ status: 200, body }),
    renderError: (error) => renderForcedError(errors, error),
  };
}
