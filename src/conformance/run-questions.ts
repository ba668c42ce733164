import { ClientError } from "../client/http.ts";
import { ask, type Values } from "./ask.ts";
import type { Exchange, Unanswered } from "./exchange.ts";
import { toLiteral } from "./match-shape.ts";
import type { Photos } from "./photos.ts";
import type { Plan } from "./plan.ts";
import { listNeeds, mayBeBilled, type Question } from "./question.ts";
import { readPath, readWireJson } from "./wire-json.ts";

/** All that was answered in a run. */
export type Answers = {
  readonly exchanges: ReadonlyMap<string, Exchange>;
  readonly unanswered: ReadonlyMap<string, Unanswered>;
  /** What was known from the start and what the answers gave. */
  readonly values: Values;
  /** Calls that the service carried out and so may have billed. */
  readonly billed: number;
};

/** Hears which question is being asked. */
export type OnQuestion = (question: Question, done: number, all: number) => void;

/** Asks one question after the other, so that answers can give values to those that follow. Throws {@link ClientError} when the first gets no answer. */
export async function runQuestions(
  { questions, maxBilled }: Plan,
  url: string,
  known: Values,
  photos: Photos,
  onQuestion: OnQuestion = () => undefined,
): Promise<Answers> {
  const exchanges = new Map<string, Exchange>();
  const unanswered = new Map<string, Unanswered>();
  let values = known;
  let billed = 0;
  let isSurprised = false;
  for (const [index, question] of questions.entries()) {
    onQuestion(question, index, questions.length);
    const { id } = question;
    const missing = listNeeds(question).filter((name) => values[name] === undefined);
    if (missing.length > 0) {
      unanswered.set(id, { question: id, reason: `not asked: no answer gave ${missing.join(", ")}` });
      continue;
    }
    // A service that carries out what it should refuse bills that, too.
    if (mayBeBilled(question) && billed >= maxBilled && (question.billedRank !== undefined || isSurprised)) {
      unanswered.set(id, { question: id, reason: `not asked: ${billed} calls were carried out already` });
      continue;
    }
    try {
      const exchange = await ask(question, url, values, photos);
      exchanges.set(id, exchange);
      if (question.billedRank !== undefined) billed += 1;
      else if (mayBeBilled(question) && exchange.status === 200) {
        billed += 1;
        isSurprised = true;
      }
      values = { ...values, ...readCaptures(question, exchange) };
    } catch (error) {
      // Not the server's fault: a photo cannot be made.
      if (error instanceof ClientError) throw error;
      const reason = describeFailure(error as Error);
      if (index === 0)
        throw new ClientError(
          `no answer from ${url}: ${reason}. Start a server with "stuntface serve", or name one with --url.`,
        );
      unanswered.set(id, { question: id, reason: `no answer: ${reason}` });
    }
  }
  return { exchanges, unanswered, values, billed };
}

/** The values that an answer gives to later questions. */
export function readCaptures({ captures = {} }: Question, { text }: Exchange): Values {
  const body = readWireJson(text);
  const found = Object.entries(captures).flatMap(([name, path]) => {
    const value = readPath(body, path);
    return value === undefined || value === null ? [] : [[name, toLiteral(value)] as const];
  });
  return Object.fromEntries(found);
}

function describeFailure(error: Error): string {
  const { cause } = error;
  return (cause instanceof Error && cause.message) || error.message;
}
