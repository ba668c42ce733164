import type { FastifyInstance, FastifyRequest } from "fastify";
import { createSpaceState } from "../../../sandbox/space.ts";
import type { Services } from "../../../services.ts";
import type { WireResponse } from "../../provider.ts";
import type { JsonObject } from "../../rest-framework/json-body.ts";
import { addJsonEndpoint, type JsonEndpoint } from "../../rest-framework/json-endpoint.ts";
import { createTokenIssuer } from "../../rest-framework/tokens.ts";
import type { AccountContext } from "./context.ts";
import { loginEndpoint, registerEndpoint, resendOtpEndpoint, verifyEmailEndpoint } from "./endpoints.ts";
import { login } from "./login.ts";
import { register } from "./register.ts";
import { resendCode } from "./resend-code.ts";
import { verifyEmail } from "./verify-email.ts";

type Answer = (values: JsonObject, request: FastifyRequest, context: AccountContext) => Promise<WireResponse>;

const answers = [
  [registerEndpoint, register],
  [verifyEmailEndpoint, verifyEmail],
  [resendOtpEndpoint, resendCode],
  [loginEndpoint, login],
] as const satisfies readonly (readonly [JsonEndpoint["endpoint"], Answer])[];

const tokenSettings = {
  tokenSecret: null,
  accessTokenSeconds: 86_400,
  refreshTokenSeconds: 30 * 86_400,
};

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
  for (const [endpoint, answer] of answers)
    addJsonEndpoint(app, { endpoint, answer: (values, request) => answer(values, request, context) });
}
