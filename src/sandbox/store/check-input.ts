import type { Change, TextChange } from "./change.ts";
import { StateError } from "./state-error.ts";
import type { Json } from "./state-store.ts";

const maxNameLength = 512;
const maxPage = 1000;
const standardPage = 100;
// A document travels between threads and is parsed at once; what is larger would hold up everything else.
const maxTextLength = 16 * 1024 * 1024;

/** Whether a text can be a key; under any other nothing can be kept. */
export function isKey(text: string): boolean {
  return text !== "" && text.length <= maxNameLength && !isAmbiguous(text);
}

/** Throws unless all are usable as names of spaces, counters, kinds or keys. */
export function checkNames(...names: readonly string[]): void {
  for (const name of names) {
    if (typeof name !== "string" || name === "" || name.length > maxNameLength)
      throw new StateError("invalid", `A name in the store has 1 to ${maxNameLength} characters.`);
    if (isAmbiguous(name))
      throw new StateError("invalid", `${JSON.stringify(name)} cannot be a name in the store.`);
  }
}

/** SQLite ends a text at NUL, and UTF-8 has no half surrogate pairs: two names would become one. */
function isAmbiguous(name: string): boolean {
  return name.includes("\0") || /\p{Surrogate}/u.test(name);
}

/** The JSON text of a value. */
export function toText(value: Json): string {
  const text: string | undefined = JSON.stringify(value);
  if (text === undefined) throw new StateError("invalid", "A document in the store is JSON.");
  if (text.length > maxTextLength)
    throw new StateError("invalid", `A document in the store has at most ${maxTextLength} characters.`);
  return text;
}

/** The page with a limit. */
export function toLimited<Page extends { readonly limit?: number }>(
  page: Page,
): Page & { readonly limit: number } {
  const { limit = standardPage } = page;
  if (!Number.isInteger(limit) || limit < 1 || limit > maxPage)
    throw new StateError("invalid", `A page of the store has 1 to ${maxPage} entries, not ${limit}.`);
  return { ...page, limit };
}

/** The change as stores get it. */
export function toTextChange(change: Change): TextChange {
  if (change.change === "add" || change.change === "set") {
    checkNames(change.counter);
    const numbers = change.change === "add" ? [change.amount, change.start ?? 0] : [change.value ?? 0];
    const odd = numbers.find((number) => !Number.isSafeInteger(number));
    if (odd !== undefined)
      throw new StateError("invalid", `Counters of the store hold whole numbers, not ${odd}.`);
    return change;
  }
  checkNames(change.kind, change.key);
  if (change.change === "remove") return change;
  const { value, ...rest } = change;
  return { ...rest, text: toText(value) };
}
