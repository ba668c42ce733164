import type { Case, EditionCases, Expectation } from "./case.ts";
import type { Exchange } from "./exchange.ts";
import { matchShape, type Problem, type Variables } from "./match-shape.ts";
import type { Answers } from "./run-questions.ts";
import { readPath, readWireJson, toWireText } from "./wire-json.ts";

/** What became of a case; `reason` says why it was skipped. */
export type Verdict = {
  readonly case: Case;
  readonly state: "passed" | "failed" | "skipped";
  readonly problems: readonly Problem[];
  readonly reason?: string;
};

/** The verdicts about one edition. */
export type EditionVerdicts = Omit<EditionCases, "cases"> & { readonly verdicts: readonly Verdict[] };

/** Holds the answers against the cases of an edition; `skipped` says why questions were not asked. */
export function judgeEdition(
  { provider, edition, cases }: EditionCases,
  answers: Answers,
  skipped: ReadonlyMap<string, string>,
): EditionVerdicts {
  return { provider, edition, verdicts: cases.map((one) => judgeCase(one, answers, skipped)) };
}

function judgeCase(one: Case, answers: Answers, skipped: ReadonlyMap<string, string>): Verdict {
  const exchange = answers.exchanges.get(one.question);
  if (exchange) {
    const problems = matchExpectation(one.expect, exchange, answers.values);
    return { case: one, state: problems.length === 0 ? "passed" : "failed", problems };
  }
  const silent = answers.unanswered.get(one.question);
  if (silent)
    return {
      case: one,
      state: "failed",
      problems: [{ path: "", expected: "an answer", got: silent.reason }],
    };
  return { case: one, state: "skipped", problems: [], reason: skipped.get(one.question) ?? "not asked for" };
}

/** What about an answer is not as expected. */
export function matchExpectation(expect: Expectation, exchange: Exchange, values: Variables): Problem[] {
  const { status, headers = {}, body = {}, absent = [], relation } = expect;
  const problems: Problem[] = [];
  if (status !== undefined && status !== exchange.status)
    problems.push({ path: "status", expected: String(status), got: `${exchange.status} ${exchange.text}` });
  for (const [name, shape] of Object.entries(headers)) {
    const value = exchange.headers[name];
    const path = `header ${name}`;
    if (shape !== null) problems.push(...matchShape(value, shape, path, values));
    else if (value !== undefined) problems.push({ path, expected: "no such header", got: value });
  }
  const needsBody = Object.keys(body).length > 0 || absent.length > 0 || relation !== undefined;
  if (!needsBody) return problems;
  const json = readWireJson(exchange.text);
  if (json === undefined)
    return [...problems, { path: "body", expected: "JSON", got: `${exchange.status} ${exchange.text}` }];
  for (const [path, shape] of Object.entries(body))
    problems.push(...matchShape(readPath(json, path), shape, path, values));
  for (const path of absent) {
    const value = readPath(json, path);
    if (value !== undefined) problems.push({ path, expected: "no such key", got: toWireText(value) });
  }
  const broken = problems.length === 0 ? relation?.(json) : undefined;
  return broken === undefined
    ? problems
    : [...problems, { path: "body", expected: broken, got: toWireText(json) }];
}

/** Of several editions of a provider the one with the fewest failures, the first of equals. */
export function findFittingEdition(editions: readonly EditionVerdicts[]): EditionVerdicts | undefined {
  return [...editions].sort((a, b) => countState(a, "failed") - countState(b, "failed"))[0];
}

/** How many verdicts of an edition are in a state. */
export function countState({ verdicts }: EditionVerdicts, state: Verdict["state"]): number {
  return verdicts.filter((verdict) => verdict.state === state).length;
}
