import { toUnits } from "../../../sandbox/credits.ts";
import type { Space } from "../../../sandbox/space.ts";
import { Refusal } from "../../rest-framework/refusal.ts";
import { toKeyId } from "../accounts/keys.ts";
import { insufficientCredits } from "../errors.ts";
import { openCredits } from "./wallets.ts";

/** Takes the price of a check from the key's balance and returns what gives it back; throws a {@link Refusal} when there is not enough. */
export async function chargeCheck(space: Space, apiKey: string, price: number): Promise<() => Promise<void>> {
  const units = toUnits(price);
  const credits = openCredits(space);
  const wallet = toKeyId(apiKey);
  if ((await credits.reserve(wallet, units)) === undefined)
    throw new Refusal(insufficientCredits.status, insufficientCredits.body);
  return () => credits.refund(wallet, units);
}
