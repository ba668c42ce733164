import type { FastifyRequest } from "fastify";
import { formatUnits } from "../../../sandbox/credits.ts";
import type { WireResponse } from "../../provider.ts";
import { openCredits, toWallet } from "./wallets.ts";

/** What the key has left. Nothing is refilled by itself here. */
export async function readBalance(request: FastifyRequest): Promise<WireResponse> {
  const units = await openCredits(request.space).balance(toWallet(request));
  return {
    status: 200,
    body: {
      balance: formatUnits(units),
      auto_refill_enabled: false,
      auto_refill_amount: null,
      auto_refill_threshold: null,
    },
  };
}
