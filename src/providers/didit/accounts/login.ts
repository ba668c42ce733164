import type { FastifyRequest } from "fastify";
import type { WireResponse } from "../../provider.ts";
import type { JsonObject } from "../../rest-framework/json-body.ts";
import { Refusal } from "../../rest-framework/refusal.ts";
import { readValues } from "../../rest-framework/values.ts";
import { changeAccount, findAccount } from "./account.ts";
import type { AccountContext } from "./context.ts";
import { badLogin, tooSoon, unverified } from "./errors.ts";
import { toFailed, toLockMs, unlocked } from "./lock.ts";
import { isPassword } from "./password.ts";
import { renderLogin } from "./wire.ts";

/** Tokens for an address and its password. */
export async function login(
  values: JsonObject,
  { space }: FastifyRequest,
  context: AccountContext,
): Promise<WireResponse> {
  const { email, password } = readValues(values, (reader) => ({
    email: reader.email("email"),
    password: reader.text("password", { isTrimmed: false }),
  }));
  const known = await findAccount(space.store, email);
  if (!known) throw badLogin();
  const waitMs = toLockMs(known.lock, space.clock.now());
  if (waitMs > 0) throw tooSoon(waitMs);
  const isRight = await isPassword(password, known.password);
  // Others may have failed while the password was looked at: however many guess at once, five are heard.
  const number = await changeAccount<number | Refusal>(space.store, email, (account) => {
    if (!account) return { result: badLogin() };
    const now = space.clock.now();
    const waitMs = toLockMs(account.lock, now);
    if (waitMs > 0) return { result: tooSoon(waitMs) };
    if (!isRight) return { value: { ...account, lock: toFailed(account.lock, now) }, result: badLogin() };
    if (!account.application) return { result: unverified() };
    const hasFailed = account.lock.failures > 0;
    return { result: account.number, ...(hasFailed ? { value: { ...account, lock: unlocked } } : {}) };
  });
  if (number instanceof Refusal) throw number;
  return { status: 200, body: renderLogin(await context.issueTokens(space, number)) };
}
