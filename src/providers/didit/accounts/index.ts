import type { FastifyInstance, FastifyRequest } from "fastify";
import { createSpaceState } from "../../../sandbox/space.ts";
import type { Services } from "../../../services.ts";
import type { WireResponse } from "../../provider.ts";
import type { JsonObject } from "../../rest-framework/json-body.ts";
import { addJsonEndpoint } from "../../rest-framework/json-endpoint.ts";
import { createTokenIssuer } from "../../rest-framework/tokens.ts";
import type { AccountContext } from "./context.ts";
import { login } from "./login.ts";
import { register } from "./register.ts";
import { resendCode } from "./resend-code.ts";
import { verifyEmail } from "./verify-email.ts";

type Answer = (values: JsonObject, request: FastifyRequest, context: AccountContext) => Promise<WireResponse>;

const operations: readonly (readonly [path: string, operation: string, answer: Answer])[] = [
  ["register", "didit.register", register],
  ["verify-email", "didit.verify-email", verifyEmail],
  ["resend-otp", "didit.resend-otp", resendCode],
  ["login", "didit.login", login],
];

const tokenSettings = {
  tokenSecret: null,
  accessTokenSeconds: 86_400,
  refreshTokenSeconds: 30 * 86_400,
};

/** Lines for the banner. */
export const accountEndpoints = operations.map(([path]) => `POST ${toPath(path)}`);

/** Accounts: register, verify the address, log in. */
export function addAccounts(app: FastifyInstance, services: Services): void {
  const { identity, onMail } = services;
  const issuers = createSpaceState(({ id }) => createTokenIssuer(() => tokenSettings, identity, "didit", id));
  const context: AccountContext = {
    identity,
    onMail,
    async issueTokens(space, accountNumber) {
      const now = space.clock.now();
      const issuer = issuers(space);
      const access = await issuer.issue("access", accountNumber, now);
      const refresh = await issuer.issue("refresh", accountNumber, now);
      return { access, refresh, accessSeconds: tokenSettings.accessTokenSeconds };
    },
  };
  for (const [path, operation, answer] of operations)
    addJsonEndpoint(app, {
      path: toPath(path),
      method: "POST",
      operation,
      answer: (values, request) => answer(values, request, context),
    });
}

function toPath(name: string): string {
  return `/auth/v2/programmatic/${name}/`;
}
