import { unknownWord } from "../documents/suggest.ts";
import { parseDuration } from "./duration.ts";
import { checkOutcome } from "./outcome.ts";
import type { OperationSpec, Outcome, Overlay, Step } from "./scenario.ts";

/** Values that start so are read as orders; see {@link parseMagic}. */
export const magicPrefix = "stunt:";

/** What a magic value orders: a step of its own, or a loaded scenario by its id, later or without looking at the photo. */
export type Magic =
  | { readonly step: Step }
  | { readonly scenario: string; readonly delayMs: number; readonly detection?: "skip" };

/** A magic value that cannot be understood or carried out; the message says why. */
export class MagicError extends Error {
  override readonly name = "MagicError";
}

/**
 * Reads `stunt:LOW_LIVENESS_SCORE`, `stunt:score=12`, `stunt:code=706`, `stunt:status=Declined`, `stunt:error=forbidden`,
 * `stunt:delay=2s`, `stunt:detection=skip`, several of them separated by commas, or the id of a loaded scenario, beside which
 * only delay and detection can stand. Throws {@link MagicError}.
 */
export function parseMagic(text: string, spec: OperationSpec, scenarioIds: readonly string[]): Magic {
  const orders = text
    .slice(magicPrefix.length)
    .split(",")
    .map((order) => order.trim());
  const scenario = orders.find((order) => scenarioIds.includes(order));
  const { overlay, error, delayMs } = readOrders(
    orders.filter((order) => order !== scenario),
    spec,
    scenarioIds,
  );
  if (scenario !== undefined) {
    const { detection, ...others } = overlay;
    if (error !== undefined || Object.keys(others).length > 0)
      throw new MagicError(`beside the scenario ${scenario} only delay and detection can stand.`);
    return { scenario, delayMs, ...(detection ? { detection } : {}) };
  }
  const outcome = toMagicOutcome(overlay, error);
  const [impossible] = checkOutcome(outcome, spec, false);
  if (impossible) throw new MagicError(impossible.message);
  return { step: { outcome, delay: { kind: "fixed", ms: delayMs }, times: 1, chance: 1 } };
}

function readOrders(orders: readonly string[], spec: OperationSpec, scenarioIds: readonly string[]) {
  let overlay: Overlay = {};
  let error: string | undefined;
  let delayMs = 0;
  for (const order of orders) {
    const [key = "", value] = order.split(/=(.*)/s, 2) as [string, string?];
    if (value === undefined) {
      if (!spec.warnings.includes(key))
        throw new MagicError(unknownWord(key, [...spec.warnings, ...scenarioIds]));
      overlay = { ...overlay, warnings: [...(overlay.warnings ?? []), key] };
    } else if (key === "error") error = value;
    else if (key === "delay") delayMs = toDelay(value);
    else if (key === "status") overlay = { ...overlay, status: value };
    else if (key === "detection") overlay = { ...overlay, detection: toSkip(value) };
    else if (key === "score" || key === "code") overlay = { ...overlay, [key]: toNumber(key, value) };
    else throw new MagicError(unknownWord(key, ["score", "code", "status", "error", "delay", "detection"]));
  }
  return { overlay, error, delayMs };
}

function toMagicOutcome(overlay: Overlay, error: string | undefined): Outcome {
  const isPlain = Object.keys(overlay).length === 0;
  if (error === undefined) return isPlain ? { kind: "real" } : { kind: "overlay", overlay };
  if (!isPlain) throw new MagicError("an error cannot stand beside other outcomes.");
  return { kind: "error", error };
}

function toSkip(text: string): "skip" {
  if (text !== "skip") throw new MagicError(`detection can only be skip, not "${text}".`);
  return text;
}

function toDelay(text: string): number {
  const delayMs = parseDuration(text);
  if (delayMs === undefined)
    throw new MagicError(`delay must be a time such as 800ms or 2s, an hour at most, not "${text}".`);
  return delayMs;
}

function toNumber(key: string, text: string): number {
  const number = Number(text);
  if (text.trim() === "" || !Number.isFinite(number))
    throw new MagicError(`${key} must be a number, not "${text}".`);
  if (key === "score" && (number < 0 || number > 100)) throw new MagicError("score must be from 0 to 100.");
  return number;
}
