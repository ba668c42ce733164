import type { SpaceStore } from "./space-store.ts";

/** Balances by wallet. Amounts are whole ten-thousandths of a credit, which no sum of them rounds. */
export interface Credits {
  /** Takes the price of a call away and returns what is left; undefined, with nothing taken, when that is not enough. */
  reserve(wallet: string, price: number): Promise<number | undefined>;
  /** Gives back what was reserved for a call that did not complete. */
  refund(wallet: string, price: number): Promise<void>;
  /** Adds what was paid. */
  deposit(wallet: string, amount: number): Promise<void>;
  balance(wallet: string): Promise<number>;
}

const unitsPerCredit = 10_000;

/**
 * What a wallet without a limit shows, besides what was paid into it: a million credits. A client reads a number there and must
 * find one that it can compare and that a payment raises.
 */
export const unlimitedBalance = 1_000_000 * unitsPerCredit;

/** Credits as whole ten-thousandths. */
export function toUnits(credits: number): number {
  return Math.round(credits * unitsPerCredit);
}

/** Ten-thousandths as a decimal number with so many places, 4 at most. */
export function formatUnits(units: number, places = 4): string {
  const digits = String(Math.abs(units)).padStart(5, "0");
  const sign = units < 0 ? "-" : "";
  return `${sign}${digits.slice(0, -4)}.${digits.slice(-4).slice(0, places)}`;
}

/** The balances in a store; `readStart` tells where a wallet begins, null for one without a limit, whose calls cost nothing. */
export function createCredits(
  store: SpaceStore,
  readStart: (wallet: string) => Promise<number | null>,
): Credits {
  const toCounter = (wallet: string) => `credits ${wallet}`;
  const add = async (wallet: string, amount: number, start: number | null) =>
    store.add(toCounter(wallet), amount, {
      min: 0,
      max: Number.MAX_SAFE_INTEGER,
      start: start ?? unlimitedBalance,
    });
  const balance = async (wallet: string) => (await add(wallet, 0, await readStart(wallet))) ?? 0;
  return {
    balance,
    async reserve(wallet, price) {
      const start = await readStart(wallet);
      return start === null ? balance(wallet) : add(wallet, -price, start);
    },
    async refund(wallet, price) {
      const start = await readStart(wallet);
      if (start !== null) await add(wallet, price, start);
    },
    async deposit(wallet, amount) {
      await add(wallet, amount, await readStart(wallet));
    },
  };
}
