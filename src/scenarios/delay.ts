import { maxDelayMs, parseDuration } from "./duration.ts";
import type { Draw } from "./random.ts";

/** How late an answer comes. Times are milliseconds. */
export type Delay =
  | { readonly kind: "fixed"; readonly ms: number }
  | { readonly kind: "uniform"; readonly fromMs: number; readonly toMs: number }
  | { readonly kind: "lognormal"; readonly medianMs: number; readonly sigma: number };

/** A delay as it is written. */
export type WrittenDelay =
  | string
  | { readonly uniform: readonly string[] }
  | { readonly lognormal: { readonly median: string; readonly sigma: number } };

/** No delay at all. */
export const noDelay: Delay = { kind: "fixed", ms: 0 };

/** Reads a delay as written; throws SyntaxError when a time is longer than an hour or the bounds are in the wrong order. */
export function toDelay(written: WrittenDelay): Delay {
  if (typeof written === "string") return { kind: "fixed", ms: toMs(written) };
  if ("lognormal" in written) {
    const { median, sigma } = written.lognormal;
    return { kind: "lognormal", medianMs: toMs(median), sigma };
  }
  const [fromMs = 0, toMsBound = 0] = written.uniform.map(toMs);
  if (fromMs > toMsBound) throw new SyntaxError("uniform must name the shorter time first.");
  return { kind: "uniform", fromMs, toMs: toMsBound };
}

/** Milliseconds to wait this time, an hour at most. */
export function drawDelay(delay: Delay, draw: Draw): number {
  if (delay.kind === "fixed") return delay.ms;
  if (delay.kind === "uniform") return delay.fromMs + draw("delay") * (delay.toMs - delay.fromMs);
  // Box-Muller: two uniform draws make one normal one.
  const normal =
    Math.sqrt(-2 * Math.log(1 - draw("delay radius"))) * Math.cos(2 * Math.PI * draw("delay angle"));
  return Math.min(maxDelayMs, delay.medianMs * Math.exp(delay.sigma * normal));
}

function toMs(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined) throw new SyntaxError("must be an hour at most.");
  return ms;
}
