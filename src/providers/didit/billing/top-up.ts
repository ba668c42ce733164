import type { FastifyRequest } from "fastify";
import type { Identity } from "../../../identity.ts";
import { toUnits } from "../../../sandbox/credits.ts";
import { defaultSpaceId } from "../../../sandbox/space.ts";
import type { WireResponse } from "../../provider.ts";
import type { JsonObject } from "../../rest-framework/json-body.ts";
import { readValues } from "../../rest-framework/values.ts";
import { checkoutIdBytes, keepCheckout, toCheckoutId } from "./checkout.ts";
import { minimumDollars } from "./schemas.ts";
import { toWallet } from "./wallets.ts";

/** A credit is a dollar. */
const amountBounds = { minimum: minimumDollars, maxDigits: 10, maxPlaces: 2 };
/** The life of a session of the vendor's payment service. */
const lifeMs = 24 * 3_600_000;

/** Opens a checkout for the key and answers with its page. */
export async function topUp(
  values: JsonObject,
  request: FastifyRequest,
  identity: Identity,
): Promise<WireResponse> {
  const { amount, successUrl, cancelUrl } = readValues(values, (reader) => ({
    amount: reader.decimal("amount_in_dollars", amountBounds),
    successUrl: reader.url("success_url"),
    cancelUrl: reader.url("cancel_url"),
  }));
  const { store, clock, id: spaceId } = request.space;
  const number = (await store.add("didit.checkouts", 1)) ?? 0;
  const id = toCheckoutId(identity.createSecret(checkoutIdBytes, "didit checkout", spaceId, number));
  await keepCheckout(store, id, {
    wallet: toWallet(request),
    units: toUnits(amount),
    successUrl,
    cancelUrl,
    expiresAt: clock.now() + lifeMs,
    isPaid: false,
  });
  const prefix = spaceId === defaultSpaceId ? "" : `/~${spaceId}`;
  return {
    status: 200,
    body: {
      checkout_session_id: id,
      checkout_session_url: `${request.protocol}://${request.host}${prefix}/checkout/${id}/`,
    },
  };
}
