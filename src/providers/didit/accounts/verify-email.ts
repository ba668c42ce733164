import type { FastifyRequest } from "fastify";
import { toUuid } from "../../../identity.ts";
import { toUnits } from "../../../sandbox/credits.ts";
import type { Space } from "../../../sandbox/space.ts";
import type { WireResponse } from "../../provider.ts";
import type { JsonObject } from "../../rest-framework/json-body.ts";
import { Refusal } from "../../rest-framework/refusal.ts";
import { readValues } from "../../rest-framework/values.ts";
import { type Account, type Application, changeAccount, toAccountId } from "./account.ts";
import { codeLength, judgeCode } from "./code.ts";
import type { AccountContext } from "./context.ts";
import { alreadyVerified, expiredCode, nothingPending, wrongCode } from "./errors.ts";
import { issueKey } from "./keys.ts";
import { renderCredentials } from "./wire.ts";

const apiKeyBytes = 32;
const clientIdBytes = 16;
const uuidBytes = 16;

type Verified = { readonly number: number; readonly application: Application };

/**
 * Exchanges a code for tokens and a key. A code works once: of two such calls at a time one gets the key, and no later call
 * gets it again, since only its digest is kept.
 */
export async function verifyEmail(
  values: JsonObject,
  { space }: FastifyRequest,
  context: AccountContext,
): Promise<WireResponse> {
  const { email, code } = readValues(values, (reader) => ({
    email: reader.email("email"),
    code: reader.text("code", { minLength: codeLength, maxLength: codeLength }),
  }));
  const verified = await changeAccount<Verified | Refusal>(space.store, email, (account) => {
    const refusal = judge(account, code, space.clock.now());
    if (!account || refusal) return { result: refusal ?? nothingPending() };
    const application = createApplication(account.email, space, context);
    return { value: { ...account, application }, result: { number: account.number, application } };
  });
  if (verified instanceof Refusal) throw verified;
  const secret = createSecretMaker(email, space, context);
  const apiKey = secret(apiKeyBytes, "didit api key").toString("base64url");
  const { accountCredits } = space.options.didit;
  const credits = accountCredits === null ? null : toUnits(accountCredits);
  await issueKey(space.store, apiKey, { email, credits });
  const tokens = await context.issueTokens(space, verified.number);
  return { status: 200, body: renderCredentials(tokens, verified.application, apiKey) };
}

function judge(account: Account | undefined, code: string, now: number): Refusal | undefined {
  if (!account) return nothingPending();
  if (account.application) return alreadyVerified();
  const verdict = judgeCode(account.code, code, now);
  if (verdict === "right") return undefined;
  return verdict === "wrong" ? wrongCode() : expiredCode();
}

function createApplication(email: string, space: Space, context: AccountContext): Application {
  const secret = createSecretMaker(email, space, context);
  const name = email.slice(0, email.lastIndexOf("@"));
  return {
    uuid: toUuid(secret(uuidBytes, "didit application")),
    name,
    clientId: secret(clientIdBytes, "didit client id").toString("base64url"),
    organization: { uuid: toUuid(secret(uuidBytes, "didit organization")), name },
  };
}

function createSecretMaker(email: string, { id }: Space, { identity }: AccountContext) {
  return (bytes: number, purpose: string) => identity.createSecret(bytes, purpose, id, toAccountId(email));
}
