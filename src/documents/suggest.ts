import { distance } from "fastest-levenshtein";

/** Nobody mistypes a longer word, and comparing takes time. */
const maxWord = 60;

/** ` Did you mean x?` when one of the known words is close to the given one, otherwise the empty string; `prefix` is put before it. */
export function suggest(given: string, known: readonly string[], prefix = ""): string {
  if (given.length > maxWord) return "";
  const ranked = known
    .map((word) => ({ word, edits: distance(given.toLowerCase(), word.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  const [best] = ranked;
  const isClose = best !== undefined && best.edits <= Math.max(2, Math.floor(best.word.length / 3));
  return isClose ? ` Did you mean ${prefix}${best.word}?` : "";
}

/** `"word" is not known.` with the nearest known word, or all of them when none is near and they are few. */
export function unknownWord(given: string, known: readonly string[]): string {
  const isShort = known.length > 0 && known.length <= 12;
  const hint = suggest(given, known) || (isShort ? ` Known: ${known.join(", ")}.` : "");
  const shown = given.length > maxWord ? `${given.slice(0, maxWord)}...` : given;
  return `${JSON.stringify(shown)} is not known.${hint}`;
}
