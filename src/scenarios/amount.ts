/** A range of numbers as written, such as `3`, `">=2"` or `"2-4"`. */
export type Amount = { readonly text: string; readonly holds: (value: number) => boolean };

/** What {@link toAmount} reads, for schemas. */
export const amountPattern =
  "^\\s*(((<=|>=|<|>|=)\\s*)?-?\\d+(\\.\\d+)?|-?\\d+(\\.\\d+)?\\s*(-|\\.\\.)\\s*-?\\d+(\\.\\d+)?)\\s*$";

/** Reads `3`, `"3"`, `">=2"`, `"<0.5"`, `"2-4"` or `"-10..10"` (both ends included); throws SyntaxError. */
export function toAmount(written: string | number): Amount {
  const text = String(written).trim();
  const range = /^(-?\d+(?:\.\d+)?)\s*(?:-|\.\.)\s*(-?\d+(?:\.\d+)?)$/.exec(text);
  if (range) {
    const [low, high] = [Number(range[1]), Number(range[2])];
    if (low > high) throw new SyntaxError(`${text} is empty: ${low} is more than ${high}.`);
    return { text, holds: (value) => value >= low && value <= high };
  }
  const bound = /^(<=|>=|<|>|=)?\s*(-?\d+(?:\.\d+)?)$/.exec(text);
  if (!bound) throw new SyntaxError(`"${text}" is no number or range such as 3, ">=2" or "2-4".`);
  const limit = Number(bound[2]);
  const tests: Record<string, (value: number) => boolean> = {
    "<=": (value) => value <= limit,
    ">=": (value) => value >= limit,
    "<": (value) => value < limit,
    ">": (value) => value > limit,
    "=": (value) => value === limit,
  };
  return { text, holds: tests[bound[1] ?? "="] ?? (() => false) };
}
