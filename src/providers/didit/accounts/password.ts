import { type BinaryLike, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

/** A password as it is kept, in base64. */
export type PasswordHash = { readonly salt: string; readonly hash: string };

const hashBytes = 32;
const deriveKey = promisify<BinaryLike, BinaryLike, number, Buffer>(scrypt);

/** The vendor's rules in the order of its documentation; the words are ours. */
const rules: readonly (readonly [RegExp, string])[] = [
  [/^.{8,}$/su, "Password must be at least 8 characters long."],
  [/[A-Z]/, "Password must contain at least one uppercase letter."],
  [/[a-z]/, "Password must contain at least one lowercase letter."],
  [/\d/, "Password must contain at least one digit."],
  [/[!@#$%^&*()_+\-=[\]{}|;:,.<>?]/, "Password must contain at least one special character."],
];

/** The first rule that a password breaks; undefined for a good one. */
export function findPasswordFault(password: string): string | undefined {
  return rules.find(([pattern]) => !pattern.test(password))?.[1];
}

/** The password with this salt, in a thread of its own: it takes 50 ms on purpose. */
export async function hashPassword(password: string, salt: Buffer): Promise<PasswordHash> {
  const hash = await deriveKey(password, salt, hashBytes);
  return { salt: salt.toString("base64"), hash: hash.toString("base64") };
}

/** Whether it is the password that was kept. */
export async function isPassword(password: string, { salt, hash }: PasswordHash): Promise<boolean> {
  const derived = await deriveKey(password, Buffer.from(salt, "base64"), hashBytes);
  return timingSafeEqual(derived, Buffer.from(hash, "base64"));
}
