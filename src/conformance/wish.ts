import { unknownWord } from "../documents/suggest.ts";
import { UsageError } from "../usage.ts";
import type { EditionCases } from "./case.ts";
import type { Extra, ProviderName } from "./question.ts";
import { listProviders } from "./target.ts";

/** Reads a flag; undefined when it was not given. */
export type ReadFlag = (name: string) => string | undefined;

const providers: readonly ProviderName[] = ["didit", "apptenticate"];
const extras: readonly Extra[] = ["accounts", "top-up"];

/** The providers that are wanted of an address. */
export function parseProviders(only: string | undefined, url: string): readonly ProviderName[] {
  return only === undefined ? listProviders(url) : [parseWord("only", only, providers)];
}

/** What is wanted beside the checks. */
export function parseExtras(words: string | undefined): readonly Extra[] {
  return splitWords(words).map((word) => parseWord("with", word, extras));
}

/** How many billed calls are allowed; undefined when nobody says. */
export function parseMaxBilled(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,6}$/.test(text)) throw new UsageError(`--max-billed must be a whole number, not ${text}.`);
  return Number(text);
}

/** The editions that are wanted, all of a provider when none of them is named, cut to the wanted cases. */
export function chooseEditions(
  catalog: readonly EditionCases[],
  wanted: readonly ProviderName[],
  name: string | undefined,
  ids: string | undefined,
): EditionCases[] {
  const served = catalog.filter(({ provider }) => wanted.includes(provider));
  const names = served.map(({ edition }) => edition);
  if (name !== undefined) parseWord("edition", name, names);
  const owner = served.find(({ edition }) => edition === name)?.provider;
  const chosen = served.filter(({ provider, edition }) => provider !== owner || edition === name);
  const prefixes = splitWords(ids);
  const known = chosen.flatMap(({ cases }) => cases.map(({ id }) => id));
  for (const prefix of prefixes)
    if (!known.some((id) => id.startsWith(prefix)))
      throw new UsageError(`--case ${unknownWord(prefix, known)} stuntface conformance --list shows them.`);
  const isWanted = (id: string) => prefixes.length === 0 || prefixes.some((prefix) => id.startsWith(prefix));
  return chosen
    .map((edition) => ({ ...edition, cases: edition.cases.filter(({ id }) => isWanted(id)) }))
    .filter(({ cases }) => cases.length > 0);
}

/** The questions that the cases are about; undefined when all are wanted. */
export function listWantedQuestions(
  editions: readonly EditionCases[],
  ids: string | undefined,
): ReadonlySet<string> | undefined {
  if (ids === undefined) return undefined;
  return new Set(editions.flatMap(({ cases }) => cases.map(({ question }) => question)));
}

function splitWords(text: string | undefined): string[] {
  return text === undefined
    ? []
    : text.split(",").flatMap((word) => (word.trim() === "" ? [] : [word.trim()]));
}

function parseWord<Word extends string>(flag: string, word: string, known: readonly Word[]): Word {
  const found = known.find((candidate) => candidate === word);
  if (found === undefined) throw new UsageError(`--${flag} ${unknownWord(word, known)}`);
  return found;
}

/** Whether the caller agreed beforehand: in so many words, by a number, or by naming the credentials that pay on the command line. */
export function isAgreed(isYes: boolean, maxBilled: number | undefined, read: ReadFlag): boolean {
  return isYes || maxBilled !== undefined || read("key") !== undefined || read("password") !== undefined;
}
