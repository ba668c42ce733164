import { RE2JS } from "re2js";

/** One text that a value is compared with: exact, `*` glob or `/regex/`. */
export type Pattern = {
  /** As it was written. */
  readonly text: string;
  /** Whether only this very text holds. */
  readonly isExact: boolean;
  readonly holds: (value: string) => boolean;
};

/** Patterns of which any may hold. */
export type TextSelector = readonly Pattern[];

/** A selector as it is written: one text, number or boolean, or a list of them. */
export type WrittenSelector = string | number | boolean | readonly (string | number | boolean)[];

/** The patterns of a selector as written; throws SyntaxError for a bad `/regex/` or a number too large to be exact. */
export function toTextSelector(written: WrittenSelector): TextSelector {
  const list = Array.isArray(written) ? written : [written];
  return list.map((item) => {
    // A YAML number of more digits than JavaScript keeps, such as an id that was meant as a text.
    if (Number.isInteger(item) && !Number.isSafeInteger(item))
      throw new SyntaxError(`${item} is no longer the number that was written; write it in quotes.`);
    return toPattern(String(item));
  });
}

/** Whether the value is there and one of the patterns holds for it. */
export function isSelected(selector: TextSelector, value: unknown): boolean {
  return value !== undefined && value !== null && selector.some(({ holds }) => holds(String(value)));
}

function toPattern(text: string): Pattern {
  const regex = /^\/(.*)\/([imsu]*)$/s.exec(text);
  if (regex) return { text, isExact: false, holds: toRegexTest(regex[1] ?? "", regex[2] ?? "") };
  if (!text.includes("*")) return { text, isExact: true, holds: (value) => value === text };
  const parts = text.split("*");
  return { text, isExact: false, holds: (value) => isGlobMatch(parts, value) };
}

const regexFlags: Readonly<Record<string, number>> = {
  i: RE2JS.CASE_INSENSITIVE,
  m: RE2JS.MULTILINE,
  s: RE2JS.DOTALL,
};

// Counted repetitions multiply: a thousand characters can ask for a hundred thousand steps at each character of a value.
const maxRegexLength = 1000;
const maxRegexSteps = 5000;
const tooLarge =
  "is too large a regular expression: at most 1000 characters, and 5000 steps with all repetitions.";

/** RE2 takes time linear in the value, so that no scenario can stop the server. */
function toRegexTest(source: string, flags: string): (value: string) => boolean {
  if (source.length > maxRegexLength) throw new SyntaxError(tooLarge);
  const bits = [...flags].reduce((sum, flag) => sum | (regexFlags[flag] ?? 0), 0);
  try {
    const regex = RE2JS.compile(source, bits);
    if (regex.programSize() <= maxRegexSteps) return (value) => regex.test(value);
  } catch (error) {
    const { message } = error as Error;
    throw new SyntaxError(`${message}; lookaheads and back references are not part of RE2.`);
  }
  throw new SyntaxError(tooLarge);
}

function isGlobMatch(parts: readonly string[], value: string): boolean {
  const first = parts[0] ?? "";
  const last = parts.at(-1) ?? "";
  if (value.length < first.length + last.length) return false;
  if (!value.startsWith(first) || !value.endsWith(last)) return false;
  const end = value.length - last.length;
  let position = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = value.indexOf(part, position);
    if (found < 0 || found + part.length > end) return false;
    position = found + part.length;
  }
  return true;
}
