/**
 * Counters hold money in units of 1/10,000: vendors write balances with four decimals ("142.5000"), and whole numbers add up exactly, up to 900,719,925,474.
 */
const unitsPerWhole = 10_000;

/** The amount in units, rounded to the nearest; undefined for what a counter cannot hold, such as 1e308 or NaN. */
export function toMoneyUnits(amount: number): number | undefined {
  const units = Math.round(amount * unitsPerWhole);
  return Number.isSafeInteger(units) ? units : undefined;
}

/** Units with four decimals, such as "142.5000". */
export function toMoneyText(units: number): string {
  const digits = String(Math.abs(units)).padStart(5, "0");
  return `${units < 0 ? "-" : ""}${digits.slice(0, -4)}.${digits.slice(-4)}`;
}
