import type { EditionCases } from "./case.ts";
import { origins } from "./plan.ts";
import type { Question } from "./question.ts";
import { listNeeds } from "./question.ts";
import { describeSource } from "./report.ts";

/** A case as the list shows it. */
export type ListedCase = {
  readonly id: string;
  readonly provider: string;
  readonly editions: readonly string[];
  readonly says: string;
  readonly source: string;
  /** Billed calls, shared by all cases of one question. */
  readonly price: 0 | 1;
  readonly needs: readonly string[];
  readonly extra?: string;
};

/** The cases of these editions, each once, with what they cost and rest on. */
export function listCases(editions: readonly EditionCases[], questions: readonly Question[]): ListedCase[] {
  const byText = new Map<string, ListedCase>();
  for (const { edition, cases } of editions)
    for (const { id, provider, question, says, source } of cases) {
      const asked = questions.find((candidate) => candidate.id === question);
      const key = `${id} ${says}`;
      const known = byText.get(key)?.editions ?? [];
      byText.set(key, {
        id,
        provider,
        editions: [...known, edition],
        says,
        source: describeSource(source),
        price: asked?.billedRank === undefined ? 0 : 1,
        needs: asked ? listNeeds(asked).map((name) => origins[name] ?? name) : [],
        ...(asked?.extra === undefined ? {} : { extra: asked.extra }),
      });
    }
  return [...byText.values()];
}

/** The list for people. */
export function renderList(cases: readonly ListedCase[], billed: number): string {
  const lines = cases.map(({ id, editions, says, source, price, needs, extra }) => {
    const facts = [
      editions.join(" "),
      price === 0 ? "free" : "1 billed call, shared",
      ...(needs.length > 0 ? [`needs ${needs.join(", ")}`] : []),
      ...(extra === undefined ? [] : [`only with --with ${extra}`]),
      source,
    ];
    return `${id}  ${says}\n    ${facts.join("; ")}`;
  });
  return `${lines.join("\n")}\n${cases.length} cases, ${billed} billed calls when all are asked.\n`;
}
