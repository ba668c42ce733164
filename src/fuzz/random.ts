/** A source of chance that repeats: the same seed gives the same draws on every machine. */
export interface Random {
  /** A whole number from 0 to `below` - 1. */
  below(below: number): number;
  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number;
  /** True with the probability `share`, 0..1. */
  chance(share: number): boolean;
  /** One of the items, of which there must be one. */
  pick<T>(items: readonly T[]): T;
  bytes(length: number): Buffer;
}

/** Chance of the case `number` of a run with this seed, whatever other cases the run has. */
export function createRandom(seed: string, number: number): Random {
  let state = hash(`${seed} ${number}`);
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    between: (from, to) => from + below(to - from + 1),
    chance: (share) => next() < share,
    pick(items) {
      if (items.length === 0) throw new Error("There is nothing to pick from.");
      return items[below(items.length)] as (typeof items)[number];
    },
    bytes: (length) => Buffer.from(Array.from({ length }, () => below(256))),
  };
}

/** FNV-1a; neighbouring numbers must not begin with similar draws. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ character.charCodeAt(0), 0x01000193);
  return Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
}
