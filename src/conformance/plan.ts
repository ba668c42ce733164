import { type Extra, listNeeds, type ProviderName, type Question } from "./question.ts";

/** What is wanted of a run. */
export type Wish = {
  readonly providers: readonly ProviderName[];
  readonly extras: readonly Extra[];
  /** Ids of the questions that somebody asked for; all when undefined. */
  readonly questions: ReadonlySet<string> | undefined;
  /** Names of the values that are known from the start. */
  readonly known: ReadonlySet<string>;
  readonly maxBilled: number;
};

/** The questions of a run in their order, how many calls the service bills for them, and why others are left out. */
export type Plan = {
  readonly questions: readonly Question[];
  readonly billed: number;
  readonly maxBilled: number;
  readonly skipped: ReadonlyMap<string, string>;
};

/** Where the values come from that no answer gives. */
export const origins: Readonly<Record<string, string>> = {
  key: "a key: --key or DIDIT_API_KEY",
  emptyKey: "a key without credits: DIDIT_EMPTY_API_KEY",
  forbiddenKey: "a key without permission: DIDIT_FORBIDDEN_API_KEY",
  username: "a user: --username or APPTENTICATE_USERNAME",
  password: "a password: --password or APPTENTICATE_PASSWORD",
  email: "an address: --email or DIDIT_ACCOUNT_EMAIL",
  accountPassword: "a password: DIDIT_ACCOUNT_PASSWORD",
  code: "the code from the mail: --code",
};

/** Chooses and orders: free questions first, then billed ones by rank, each as soon as the values it needs are there. */
export function createPlan(catalog: readonly Question[], wish: Wish): Plan {
  const skipped = new Map<string, string>();
  const chosen: Question[] = [];
  const values = new Set(wish.known);
  let billed = 0;
  const waiting = listWanted(catalog, wish).sort((a, b) => (a.billedRank ?? 0) - (b.billedRank ?? 0));
  while (waiting.length > 0) {
    const ready = waiting.findIndex((question) => listNeeds(question).every((name) => values.has(name)));
    if (ready < 0) break;
    const [question] = waiting.splice(ready, 1);
    if (!question) break;
    if (question.billedRank !== undefined && billed >= wish.maxBilled) {
      skipped.set(question.id, `would be billed call ${billed + 1}; raise --max-billed`);
      continue;
    }
    if (question.billedRank !== undefined) billed += 1;
    chosen.push(question);
    for (const name of Object.keys(question.captures ?? {})) values.add(name);
  }
  for (const question of catalog) {
    const { id, provider, extra, unless } = question;
    if (!wish.providers.includes(provider) || wish.questions?.has(id) === false) continue;
    if (extra !== undefined && !wish.extras.includes(extra)) skipped.set(id, `only with --with ${extra}`);
    else if (unless !== undefined && wish.known.has(unless)) skipped.set(id, `not with --${unless}`);
  }
  for (const question of waiting) skipped.set(question.id, `needs ${describeMissing(question, values)}`);
  return { questions: chosen, billed, maxBilled: wish.maxBilled, skipped };
}

/** The wanted questions, and those whose answers they need. */
function listWanted(catalog: readonly Question[], wish: Wish): Question[] {
  const candidates = catalog.filter(
    ({ provider, extra, unless }) =>
      wish.providers.includes(provider) &&
      (extra === undefined || wish.extras.includes(extra)) &&
      (unless === undefined || !wish.known.has(unless)),
  );
  if (wish.questions === undefined) return candidates;
  const wanted = new Set(wish.questions);
  const collect = (question: Question): void => {
    wanted.add(question.id);
    const needs = listNeeds(question);
    for (const giver of candidates)
      if (!wanted.has(giver.id) && Object.keys(giver.captures ?? {}).some((name) => needs.includes(name)))
        collect(giver);
  };
  for (const question of candidates) if (wish.questions.has(question.id)) collect(question);
  return candidates.filter(({ id }) => wanted.has(id));
}

/** What the caller has to give; where that is not it, which answers are missing. */
function describeMissing(question: Question, values: ReadonlySet<string>): string {
  const missing = listNeeds(question).filter((name) => !values.has(name));
  const own = missing.flatMap((name) => origins[name] ?? []);
  return (own.length > 0 ? own : missing.map((name) => `the answer that gives ${name}`)).join(" and ");
}
