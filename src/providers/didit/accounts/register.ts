import type { FastifyRequest } from "fastify";
import type { Space } from "../../../sandbox/space.ts";
import { takeTurn } from "../../../sandbox/turns.ts";
import type { WireResponse } from "../../provider.ts";
import type { JsonObject } from "../../rest-framework/json-body.ts";
import { readValues } from "../../rest-framework/values.ts";
import { changeAccount, findAccount, toAccountId } from "./account.ts";
import type { SentCode } from "./code.ts";
import type { AccountContext } from "./context.ts";
import { emailTaken, tooSoon } from "./errors.ts";
import { unlocked } from "./lock.ts";
import { findPasswordFault, hashPassword } from "./password.ts";
import { createCode, sendCode } from "./send-code.ts";
import { renderRegistration } from "./wire.ts";

const hourMs = 3_600_000;
const saltBytes = 16;

/** Makes a pending account and sends its code. A pending one gets a new code and the password of this request. */
export async function register(
  values: JsonObject,
  { space, ip }: FastifyRequest,
  context: AccountContext,
): Promise<WireResponse> {
  const { email, password } = readValues(values, (reader) => ({
    email: reader.email("email"),
    password: reader.text("password", { isTrimmed: false, findFault: findPasswordFault }),
  }));
  const known = await findAccount(space.store, email);
  if (known?.application) throw emailTaken();
  await limitRegistrations(space, ip);
  const number = known?.number ?? (await space.store.add("didit.accounts", 1)) ?? 0;
  const salt = context.identity.createSecret(saltBytes, "didit salt", space.id, toAccountId(email), number);
  const hash = await hashPassword(password, salt);
  const code = await changeAccount<SentCode | undefined>(space.store, email, (account) => {
    if (account?.application) return { result: undefined };
    const codes = (account?.codes ?? 0) + 1;
    const code = createCode(email, codes, space, context);
    const lock = account?.lock ?? unlocked;
    const pending = {
      email,
      number: account?.number ?? number,
      password: hash,
      code,
      codes,
      lock,
      application: null,
    };
    return { value: pending, result: code };
  });
  if (!code) throw emailTaken();
  await sendCode(email, code, space, context);
  return { status: 201, body: renderRegistration(email) };
}

/** Only registrations that are carried out count: a client that is told rule by rule what its password lacks is not locked out by it. */
async function limitRegistrations({ store, clock, options }: Space, ip: string): Promise<void> {
  const { registrationsPerHour: limit } = options.didit;
  if (limit === 0) return;
  const waitMs = await takeTurn(store, "didit.registrations", ip, { limit, windowMs: hourMs }, clock.now());
  if (waitMs > 0) throw tooSoon(waitMs);
}
