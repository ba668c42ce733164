import { createInterface } from "node:readline/promises";
import { UsageError } from "../usage.ts";

/** Billed calls of a run when nobody says how many. */
export const standardMaxBilled = 10;

/** What a run is about to cost, and what the user said about it. */
export type Price = {
  readonly url: string;
  readonly billed: number;
  /** Whether the server bills nobody. */
  readonly isFree: boolean;
  /** Whether the user named a number or agreed beforehand. */
  readonly isAgreed: boolean;
};

/** Tells the price and asks for consent where somebody can give it; throws {@link UsageError} when nobody does. */
export async function askConsent({ url, billed, isFree, isAgreed }: Price): Promise<void> {
  const calls = `${billed} billed call${billed === 1 ? "" : "s"}`;
  process.stderr.write(isFree ? `${url} is Stuntface: nothing is billed.\n` : `${calls} to ${url}.\n`);
  if (isFree || billed === 0 || isAgreed) return;
  if (process.stdin.isTTY && process.stderr.isTTY) {
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    const answer = await lines.question("Go on? [y/N] ");
    lines.close();
    if (/^y(es)?$/i.test(answer.trim())) return;
  }
  throw new UsageError(
    `${calls} to ${url} need your consent: --yes, or --max-billed N (0 asks only what is free).`,
  );
}
