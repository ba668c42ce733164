import type { FastifyRequest } from "fastify";
import { type Credits, createCredits, toUnits } from "../../../sandbox/credits.ts";
import type { Space } from "../../../sandbox/space.ts";
import { findKeyById, toKeyId } from "../accounts/keys.ts";
import { readKey } from "../admission.ts";

/** The balances of a space's keys; a wallet is named by the id of its key. */
export function openCredits({ store, options }: Space): Credits {
  const { credits } = options.didit;
  const standard = credits === null ? null : toUnits(credits);
  return createCredits(store, async (wallet) => (await findKeyById(store, wallet))?.credits ?? standard);
}

/** The wallet that pays for the calls of the request's key. */
export function toWallet({ headers }: FastifyRequest): string {
  return toKeyId(readKey(headers) ?? "");
}
