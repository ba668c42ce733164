import type { Credits } from "../../../sandbox/credits.ts";
import type { SpaceStore } from "../../../sandbox/space-store.ts";
import { update } from "../../../sandbox/update.ts";

/** A payment that somebody was asked for; the amount in ten-thousandths of a credit, the time in milliseconds since 1970. */
export type Checkout = {
  readonly wallet: string;
  readonly units: number;
  /** Where the payer goes on; null stays on our page. */
  readonly successUrl: string | null;
  readonly cancelUrl: string | null;
  readonly expiresAt: number;
  readonly isPaid: boolean;
};

const kind = "didit.checkout";
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Secret bytes that an id takes. */
export const checkoutIdBytes = 24;

/** The id of a checkout, which alone gives access to it. */
export function toCheckoutId(secret: Buffer): string {
  return `cs_test_${[...secret].map((byte) => alphabet[byte % alphabet.length]).join("")}`;
}

/** Keeps a checkout until somebody pays it. */
export async function keepCheckout(store: SpaceStore, id: string, checkout: Checkout): Promise<void> {
  await store.put(kind, id, checkout);
}

/** The checkout; undefined for an unknown one and for one that expired unpaid. */
export async function findCheckout(
  store: SpaceStore,
  id: string,
  now: number,
): Promise<Checkout | undefined> {
  const checkout = (await store.get<Checkout>(kind, id))?.value;
  return checkout && isUsable(checkout, now) ? checkout : undefined;
}

/**
 * Pays a checkout; undefined as for {@link findCheckout}. It is marked as paid first and the balance raised then, so that it is
 * raised once however often and however fast it is confirmed.
 */
export async function payCheckout(
  store: SpaceStore,
  id: string,
  now: number,
  credits: Credits,
): Promise<Checkout | undefined> {
  const { checkout, isNew } = await update<Checkout, { checkout?: Checkout; isNew: boolean }>(
    store,
    kind,
    id,
    (current) => {
      if (!current || !isUsable(current, now)) return { result: { isNew: false } };
      if (current.isPaid) return { result: { checkout: current, isNew: false } };
      const paid = { ...current, isPaid: true };
      return { value: paid, result: { checkout: paid, isNew: true } };
    },
  );
  if (checkout && isNew) await credits.deposit(checkout.wallet, checkout.units);
  return checkout;
}

function isUsable({ isPaid, expiresAt }: Checkout, now: number): boolean {
  return isPaid || now < expiresAt;
}
