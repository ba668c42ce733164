import type { TObject } from "typebox";
import type { Operation, ParsedRequest, WireResponse } from "../provider.ts";
import type { TokenIssuer } from "../rest-framework/tokens.ts";
import { refreshErrors, renderForcedError, tokenErrors } from "./errors.ts";
import { AccessToken, RefreshBody, TokenBody, TokenPair } from "./schemas.ts";

/** A token request whose credentials were accepted. */
export type TokenRequest = ParsedRequest & {
  readonly username: string | undefined;
  readonly userId: number;
  readonly now: number;
  /** Issuer of the caller's space. */
  readonly tokens: TokenIssuer;
};

type Issued = Readonly<Record<string, string>>;

/** Issue of a pair of tokens. */
export function createTokenOperation(): Operation<TokenRequest, Issued> {
  return createOperation(
    "apptenticate.token",
    TokenBody,
    TokenPair,
    tokenErrors,
    async ({ tokens, userId, now }) => ({
      refresh: await tokens.issue("refresh", userId, now),
      access: await tokens.issue("access", userId, now),
    }),
  );
}

/** Renewal of an access token. */
export function createRefreshOperation(): Operation<TokenRequest, Issued> {
  return createOperation(
    "apptenticate.token-refresh",
    RefreshBody,
    AccessToken,
    refreshErrors,
    async ({ tokens, userId, now }) => ({
      access: await tokens.issue("access", userId, now),
    }),
  );
}

function createOperation(
  id: string,
  body: TObject,
  answer: TObject,
  errors: Readonly<Record<string, WireResponse>>,
  decide: (request: TokenRequest) => Promise<Issued>,
): Operation<TokenRequest, Issued> {
  return {
    spec: {
      id,
      images: [],
      fields: Object.keys(body.properties),
      foreignNames: { user: "username", email: "username", pass: "password", token: "refresh" },
      errors: Object.keys(errors),
      warnings: [],
      decliningWarnings: [],
      facelessWarnings: [],
      statuses: [],
      codes: [],
      scored: false,
      answer,
    },
    decide: (_facts, request) => decide(request),
    decideUnreadable() {
      throw new Error("a token request has no images");
    },
    isFixedBy: () => false,
    force: (verdict) => verdict,
    render: (body) => ({ status: 200, body, schema: answer }),
    renderError: (error) => renderForcedError(errors, error),
  };
}
