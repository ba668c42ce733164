import { keepMail, type Mail } from "../../../sandbox/mail.ts";
import type { Space } from "../../../sandbox/space.ts";
import { toAccountId } from "./account.ts";
import { codeLength, type SentCode, toCode } from "./code.ts";
import type { AccountContext } from "./context.ts";

/** The code with this number for an address. */
export function createCode(
  email: string,
  number: number,
  { id, clock }: Space,
  { identity }: AccountContext,
): SentCode {
  const secret = identity.createSecret(codeLength, "didit code", id, toAccountId(email), number);
  return { text: toCode(secret), sentAt: clock.now() };
}

/** Hands a code to the only ones who may see it: the mail of the space and whoever listens to it. */
export async function sendCode(
  to: string,
  { text, sentAt }: SentCode,
  space: Space,
  { onMail }: AccountContext,
): Promise<void> {
  const mail: Mail = {
    to,
    subject: "Your verification code",
    code: text,
    at: new Date(sentAt).toISOString(),
  };
  await keepMail(space.store, mail);
  onMail(space, mail);
}
