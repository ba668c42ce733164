import { afterAll, afterEach } from "vitest";
import { checkAll, useWatch, type Watch } from "./check-all.ts";
import type { SentAnswer } from "./check-answer.ts";
import { watchAnswers } from "./watch-answers.mjs";

// Every answer of every server that a test starts in its own process is held against the committed documents.
const watch = useWatch((): Watch => {
  const answers: SentAnswer[] = [];
  watchAnswers((answer) => answers.push(answer));
  return { answers };
});
const check = () => checkAll(watch.answers.splice(0), watch);

afterEach(check);
afterAll(check);
