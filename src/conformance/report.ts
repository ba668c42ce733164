import type { Source } from "./case.ts";
import { countState, type EditionVerdicts, type Verdict } from "./judge.ts";
import { type Mask, maskMember } from "./mask.ts";

/** The verdicts of a run: those that are judged by, and those of other editions of the same providers. */
export type Report = {
  readonly url: string;
  readonly billed: number;
  readonly judged: readonly EditionVerdicts[];
  readonly others: readonly EditionVerdicts[];
};

const signs = { passed: "✓", failed: "✗", skipped: "-" } as const;
const longestShown = 300;

/** The report for people: a line a case, what was expected and came where one failed, and a sum for each edition. */
export function renderReport({ judged, others }: Report, mask: Mask): string {
  const lines = judged.flatMap((edition) => [
    `${edition.provider} ${edition.edition}`,
    ...edition.verdicts.flatMap((verdict) => renderVerdict(verdict, mask)),
    "",
  ]);
  const sums = [
    ...judged.map((edition) => renderSum(edition)),
    ...others.map(renderSum),
    ...(others.length > 0 ? [`Shown is what fits best; --edition NAME shows another.`] : []),
  ];
  return `${[...lines, ...sums].join("\n")}\n`;
}

/** The report as one JSON document. */
export function toJsonReport({ url, billed, judged, others }: Report, mask: Mask): string {
  const toEdition = (edition: EditionVerdicts, isJudged: boolean) => ({
    provider: edition.provider,
    edition: edition.edition,
    isJudged,
    passed: countState(edition, "passed"),
    failed: countState(edition, "failed"),
    skipped: countState(edition, "skipped"),
    cases: edition.verdicts.map(({ case: one, state, problems, reason }) => ({
      id: one.id,
      state,
      says: one.says,
      source: one.source,
      problems: problems.map((problem) => ({ ...problem, got: maskMember(problem.path, problem.got, mask) })),
      ...(reason === undefined ? {} : { reason }),
    })),
  });
  const editions = [
    ...judged.map((edition) => toEdition(edition, true)),
    ...others.map((edition) => toEdition(edition, false)),
  ];
  return maskDocument({ url, billed, editions }, mask);
}

/** The document as JSON without secrets. Texts in it may quote JSON, so each is masked before it is escaped. */
export function maskDocument(document: object, mask: Mask): string {
  return JSON.stringify(document, (_key, value) => (typeof value === "string" ? mask(value) : value), 2);
}

/** A source in words. */
export function describeSource({ page, confidence }: Source): string {
  const words = {
    documented: "documented",
    recorded: "recorded answer",
    clients: "seen in clients",
    inferred: "inferred",
  };
  return `${words[confidence]}: ${page}`;
}

function renderVerdict({ case: one, state, problems, reason }: Verdict, mask: Mask): string[] {
  const head = `  ${signs[state]} ${one.id}  ${one.says}`;
  if (state === "skipped") return [`${head}  (${reason})`];
  if (state === "passed") return [head];
  const faults = problems.map(
    ({ path, expected, got }) =>
      `      ${path || "body"}: expected ${expected}, got ${shorten(maskMember(path, got, mask))}`,
  );
  return [head, ...faults, `      ${describeSource(one.source)}`];
}

function renderSum(edition: EditionVerdicts): string {
  const [passed, failed, skipped] = (["passed", "failed", "skipped"] as const).map((state) =>
    countState(edition, state),
  );
  return `${edition.provider} ${edition.edition}: ${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** A long value cut in its middle. */
export function shorten(text: string): string {
  return text.length <= longestShown ? text : `${text.slice(0, longestShown - 1)}…`;
}
