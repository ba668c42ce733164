import { messages } from "../../rest-framework/messages.ts";
import { Refusal } from "../../rest-framework/refusal.ts";

// The vendor documents none of these bodies; see FIDELITY.md, "Accounts".

/** 400 for a registration with an address that is verified already. */
export function emailTaken(): Refusal {
  return new Refusal(400, { email: ["user with this email already exists."] });
}

/** 400 for an address that nobody registered. */
export function nothingPending(): Refusal {
  return new Refusal(400, { email: ["No pending registration was found for this email."] });
}

/** 400 for an address that needs no code any more. */
export function alreadyVerified(): Refusal {
  return new Refusal(400, { email: ["This email is already verified."] });
}

/** 400 for a code that was not sent, or not sent last. */
export function wrongCode(): Refusal {
  return new Refusal(400, { code: ["Invalid verification code."] });
}

/** 400 for the right code, too late. */
export function expiredCode(): Refusal {
  return new Refusal(400, { code: ["Verification code has expired."] });
}

/** 401 for an unknown address or a wrong password. */
export function badLogin(): Refusal {
  return new Refusal(401, { detail: "Invalid email or password." });
}

/** 403 for the right password of an account that is still pending. */
export function unverified(): Refusal {
  return new Refusal(403, { detail: "Email address is not verified." });
}

/** 429 for one who has to wait so many milliseconds. */
export function tooSoon(waitMs: number): Refusal {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  return new Refusal(429, { detail: messages.throttled(seconds) }, { "retry-after": String(seconds) });
}
