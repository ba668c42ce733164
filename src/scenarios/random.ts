import { createHash } from "node:crypto";

/** A number from 0 up to but not 1 that depends on the words alone. */
export type Draw = (...words: readonly (string | number)[]) => number;

/** Draws that repeat for the same seed and words, in any order of asking: parallel calls do not disturb each other. */
export function createDraw(seed: string): Draw {
  return (...words) => {
    const digest = createHash("sha256")
      .update(JSON.stringify([seed, ...words]))
      .digest();
    return digest.readUIntBE(0, 6) / 2 ** 48;
  };
}
