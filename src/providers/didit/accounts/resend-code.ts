import type { FastifyRequest } from "fastify";
import type { WireResponse } from "../../provider.ts";
import type { JsonObject } from "../../rest-framework/json-body.ts";
import { Refusal } from "../../rest-framework/refusal.ts";
import { readValues } from "../../rest-framework/values.ts";
import { changeAccount } from "./account.ts";
import { type SentCode, toCoolDownMs } from "./code.ts";
import type { AccountContext } from "./context.ts";
import { alreadyVerified, nothingPending, tooSoon } from "./errors.ts";
import { createCode, sendCode } from "./send-code.ts";

type Sent = { readonly email: string; readonly code: SentCode };

/** Sends a new code, which takes the place of the last one. */
export async function resendCode(
  values: JsonObject,
  { space }: FastifyRequest,
  context: AccountContext,
): Promise<WireResponse> {
  const { email } = readValues(values, (reader) => ({ email: reader.email("email") }));
  const sent = await changeAccount<Sent | Refusal>(space.store, email, (account) => {
    if (!account) return { result: nothingPending() };
    if (account.application) return { result: alreadyVerified() };
    const waitMs = toCoolDownMs(account.code, space.clock.now());
    if (waitMs > 0) return { result: tooSoon(waitMs) };
    const codes = account.codes + 1;
    const code = createCode(account.email, codes, space, context);
    return { value: { ...account, code, codes }, result: { email: account.email, code } };
  });
  if (sent instanceof Refusal) throw sent;
  await sendCode(sent.email, sent.code, space, context);
  return { status: 200, body: {} };
}
