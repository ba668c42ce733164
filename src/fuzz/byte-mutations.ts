import type { Random } from "./random.ts";

/** A change of bytes that knows nothing of their structure. */
export type ByteMutation = {
  readonly name: string;
  /** `other` are bytes of the same kind, to take pieces from. */
  readonly change: (bytes: Buffer, random: Random, other: Buffer) => Buffer;
};

/** Flips, cuts, repetitions and splices, from a bit to half of the bytes. */
export const byteMutations: readonly ByteMutation[] = [
  { name: "a flipped bit", change: (bytes, random) => flipBits(bytes, 1, random) },
  {
    name: "flipped bits",
    change: (bytes, random) => flipBits(bytes, random.pick([2, 8, 50, 500]), random),
  },
  { name: "another byte", change: (bytes, random) => overwrite(bytes, random.bytes(1), random) },
  {
    name: "a run of one byte",
    change: (bytes, random) =>
      overwrite(bytes, Buffer.alloc(random.pick([2, 16, 300]), random.pick([0, 0xff, 0x0d, 0x2d])), random),
  },
  {
    name: "bytes taken out",
    change(bytes, random) {
      const { start, end } = pickRange(bytes, random);
      return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
    },
  },
  {
    name: "bytes put in",
    change(bytes, random) {
      const at = random.below(bytes.length + 1);
      return Buffer.concat([bytes.subarray(0, at), random.bytes(random.between(1, 64)), bytes.subarray(at)]);
    },
  },
  {
    name: "a stretch twice",
    change(bytes, random) {
      const { start, end } = pickRange(bytes, random);
      return Buffer.concat([bytes.subarray(0, end), bytes.subarray(start)]);
    },
  },
  {
    name: "the beginning of one and the end of another",
    change: (bytes, random, other) =>
      Buffer.concat([
        bytes.subarray(0, random.below(bytes.length + 1)),
        other.subarray(random.below(other.length + 1)),
      ]),
  },
  {
    name: "a stretch of another",
    change(bytes, random, other) {
      const { start, end } = pickRange(other, random);
      return overwrite(bytes, other.subarray(start, end), random);
    },
  },
  { name: "the end cut off", change: (bytes, random) => bytes.subarray(0, random.below(bytes.length)) },
  {
    name: "line ends changed",
    change(bytes, random) {
      const from = random.pick(["\r\n", "\n", "--"]);
      const to = random.pick(["\n", "\r", "\r\r\n", "\n\r", "", "---"]);
      // Only in the head, or pictures would become something else as well.
      const head = bytes.subarray(0, random.between(0, 600)).toString("latin1").replaceAll(from, to);
      return Buffer.concat([Buffer.from(head, "latin1"), bytes.subarray(600)]);
    },
  },
];

/** The bytes with so many bits flipped, some of them perhaps twice. */
export function flipBits(bytes: Buffer, count: number, random: Random): Buffer {
  const flipped = Buffer.from(bytes);
  for (let flip = 0; flip < count && flipped.length > 0; flip++) {
    const at = random.below(flipped.length);
    flipped[at] = (flipped[at] ?? 0) ^ (1 << random.below(8));
  }
  return flipped;
}

function overwrite(bytes: Buffer, piece: Buffer, random: Random): Buffer {
  const written = Buffer.from(bytes);
  piece.copy(written, random.below(Math.max(1, bytes.length)));
  return written;
}

function pickRange(bytes: Buffer, random: Random): { readonly start: number; readonly end: number } {
  const start = random.below(bytes.length + 1);
  const longest = Math.min(bytes.length - start, random.pick([4, 100, 5_000]));
  return { start, end: start + random.below(longest + 1) };
}
