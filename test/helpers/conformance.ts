import type { EditionCases } from "../../src/conformance/case.ts";
import { questions } from "../../src/conformance/catalog.ts";
import { stuntfaceCredentials } from "../../src/conformance/credentials.ts";
import { judgeEdition } from "../../src/conformance/judge.ts";
import { createPhotos } from "../../src/conformance/photos.ts";
import { createPlan } from "../../src/conformance/plan.ts";
import type { Extra } from "../../src/conformance/question.ts";
import { type Answers, runQuestions } from "../../src/conformance/run-questions.ts";

const photos = createPhotos();

/** Asks Stuntface all that can be asked of it, as one who has these values. */
export function askEverything(
  url: string,
  extras: readonly Extra[] = ["accounts", "top-up"],
  values: Readonly<Record<string, string>> = {},
): Promise<Answers> {
  const known = { ...stuntfaceCredentials, ...values };
  const plan = createPlan(questions, {
    providers: ["didit", "apptenticate"],
    extras,
    questions: undefined,
    known: new Set(Object.keys(known)),
    maxBilled: Number.POSITIVE_INFINITY,
  });
  return runQuestions(plan, url, known, photos);
}

/** The cases of an edition that fail with these answers, with what is wrong, and those that were not judged. */
export function listFailures(edition: EditionCases, answers: Answers) {
  const { verdicts } = judgeEdition(edition, answers, new Map());
  return {
    failed: verdicts
      .filter(({ state }) => state === "failed")
      .map(({ case: { id }, problems }) => [id, problems]),
    skipped: verdicts.filter(({ state }) => state === "skipped").map(({ case: { id } }) => id),
    passed: verdicts.filter(({ state }) => state === "passed").map(({ case: one }) => one),
  };
}
