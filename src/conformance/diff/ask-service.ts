import type { Values } from "../ask.ts";
import { editions as catalog, questions } from "../catalog.ts";
import { askConsent, standardMaxBilled } from "../consent.ts";
import { completeCredentials } from "../credentials.ts";
import type { Exchange } from "../exchange.ts";
import { findFittingEdition, judgeEdition } from "../judge.ts";
import { createMaskFor } from "../mask.ts";
import type { Photos } from "../photos.ts";
import { createPlan, type Wish } from "../plan.ts";
import { createProgress } from "../progress.ts";
import { type Answers, readCaptures, runQuestions } from "../run-questions.ts";
import { isStuntface } from "../target.ts";
import { maskExchange, readRecording } from "./recording.ts";

/** What a service answered, without secrets. */
export type Asked = {
  /** Its address, or the directory of a recording. */
  readonly name: string;
  readonly billed: number;
  readonly exchanges: ReadonlyMap<string, Exchange>;
  /** Questions without an answer, and why. */
  readonly skipped: ReadonlyMap<string, string>;
  /** The edition of Didit's contract that its answers fit best. */
  readonly edition: string;
};

/** How a service is to be asked. */
export type ServiceWish = Omit<Wish, "known" | "maxBilled"> & {
  readonly url: string;
  readonly credentials: Values;
  readonly maxBilled: number | undefined;
  readonly isAgreed: boolean;
  readonly photos: Photos;
};

/** Asks a service, once the price is agreed to. Throws ClientError when it does not answer and UsageError without consent. */
export async function askService(wish: ServiceWish): Promise<Asked> {
  const { url, photos } = wish;
  const isFree = await isStuntface(url);
  const credentials = completeCredentials(wish.credentials, isFree);
  const plan = createPlan(questions, {
    ...wish,
    known: new Set(Object.keys(credentials)),
    maxBilled: wish.maxBilled ?? (isFree ? Number.POSITIVE_INFINITY : standardMaxBilled),
  });
  await askConsent({ url, billed: plan.billed, isFree, isAgreed: wish.isAgreed });
  const answers = await runQuestions(
    plan,
    url,
    credentials,
    photos,
    createProgress(process.stderr, "service"),
  );
  const mask = createMaskFor(answers.values);
  const exchanges = [...answers.exchanges].map(
    ([id, exchange]) => [id, maskExchange(exchange, mask)] as const,
  );
  const silent = [...answers.unanswered].map(([id, { reason }]) => [id, reason] as const);
  return {
    name: url,
    billed: isFree ? 0 : answers.billed,
    exchanges: new Map(exchanges),
    skipped: new Map([...plan.skipped, ...silent]),
    edition: findEdition(answers),
  };
}

/** What a recording holds, cut to the wanted questions. Throws ClientError for what is no recording. */
export function replayService(directory: string, wanted: Pick<Wish, "providers" | "questions">): Asked {
  const recorded = readRecording(directory);
  const known = questions.filter(({ id }) => recorded.has(id));
  const exchanges = new Map(
    known.flatMap(({ id, provider }) => {
      const exchange = recorded.get(id);
      const isWanted = wanted.providers.includes(provider) && (wanted.questions?.has(id) ?? true);
      return exchange && isWanted ? [[id, exchange] as const] : [];
    }),
  );
  const strangers = [...recorded.keys()].filter((id) => !questions.some((question) => question.id === id));
  const captures = known.map((question) => {
    const exchange = recorded.get(question.id);
    return exchange ? readCaptures(question, exchange) : {};
  });
  const values: Values = Object.assign({}, ...captures);
  return {
    name: directory,
    billed: 0,
    exchanges,
    skipped: new Map(strangers.map((id) => [id, "this version asks no such question"])),
    edition: findEdition({ exchanges: recorded, unanswered: new Map(), values, billed: 0 }),
  };
}

function findEdition(answers: Answers): string {
  const didit = catalog.filter(({ provider }) => provider === "didit");
  const verdicts = didit.map((edition) => judgeEdition(edition, answers, new Map()));
  return findFittingEdition(verdicts)?.edition ?? "2025-05";
}
