import type { Answer } from "./answer.ts";
import type { FuzzCase, UnmutatedCall } from "./case.ts";
import { type Exchange, exchange } from "./exchange.ts";
import type { AnswerSchemas } from "./judge.ts";
import { judgeExchange, toVerdict } from "./judge.ts";
import type { Target } from "./target.ts";
import { toWireBytes, type WireRequest } from "./wire.ts";

/** What a case came to. */
export type CaseResult = {
  readonly problems: readonly string[];
  /** Status of the first sending; undefined where nothing was answered. */
  readonly status: number | undefined;
  /** Answers of all sendings, for the journal to be held against. */
  readonly answers: readonly Answer[];
  /** Requests that were sent. */
  readonly sent: number;
};

/** Sends unmutated calls, each once. */
export type Baseline = {
  readonly answer: (call: UnmutatedCall) => Promise<Answer | undefined>;
  /** Calls that were sent. */
  readonly sent: () => number;
};

// On two busy cores a bomb may take seconds; a case that waits longer than this waits for ever.
const answerTimeoutMs = 60_000;

/** A memory of unmutated calls and their answers. */
export function createBaseline(target: Target): Baseline {
  const known = new Map<string, Promise<Answer | undefined>>();
  return {
    answer({ name, request }) {
      const answer = known.get(name) ?? send(target, request, [], true).then(({ answers }) => answers[0]);
      known.set(name, answer);
      return answer;
    },
    sent: () => known.size,
  };
}

/** Sends a case, twice where it must get the same again, and judges what comes. */
export async function runCase(
  given: FuzzCase,
  target: Target,
  baseline: Baseline,
  schemas: AnswerSchemas,
): Promise<CaseResult> {
  const { request, cuts, expectation } = given;
  const first = await send(target, request, cuts, expectation.isAnswerDue);
  const [answer] = first.answers;
  const problems = judgeExchange(given, first, schemas);
  if (answer && expectation.sameAs && problems.length === 0) {
    const unmutated = await baseline.answer(expectation.sameAs);
    const [wanted, got] = [unmutated && toVerdict(unmutated), toVerdict(answer)];
    if (wanted !== got) problems.push(`the verdict is ${got}, but ${wanted} without the mutation.`);
  }
  if (!answer || !expectation.isRepeatable || !expectation.isAnswerDue)
    return { problems, status: answer?.status, answers: first.answers, sent: 1 };
  const second = await send(target, request, [], true);
  const again = second.answers[0]?.status;
  if (again !== answer.status)
    problems.push(`the status is ${answer.status} and for the same bytes again ${again ?? second.end}.`);
  return { problems, status: answer.status, answers: [...first.answers, ...second.answers], sent: 2 };
}

async function send(
  { url, bodyTimeoutMs }: Target,
  request: WireRequest,
  cuts: readonly number[],
  isAnswerDue: boolean,
): Promise<Exchange> {
  const bytes = toWireBytes(request);
  const headBytes = bytes.length - request.body.length;
  const ends = [...cuts.map((cut) => headBytes + cut), bytes.length];
  const pieces = ends.map((end, index) => bytes.subarray(index === 0 ? 0 : ends[index - 1], end));
  const timeoutMs = isAnswerDue ? answerTimeoutMs : answerTimeoutMs + bodyTimeoutMs;
  return exchange(url, { pieces, answers: 1, timeoutMs });
}
