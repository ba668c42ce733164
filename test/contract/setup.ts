import { afterAll, afterEach } from "vitest";
import { checkAnswer, type SentAnswer } from "./check-answer.ts";
import { watchAnswers } from "./watch-answers.mjs";

// Every answer of every server that a test file starts in its own process is held against the committed documents.
const answers: SentAnswer[] = [];
watchAnswers((answer) => answers.push(answer));

afterEach(checkAll);
afterAll(checkAll);

async function checkAll(): Promise<void> {
  const faults = await Promise.all(answers.splice(0).map(checkAnswer));
  const found = [...new Set(faults.filter((fault) => fault !== undefined))];
  if (found.length > 0) throw new Error(`answers leave their OpenAPI document:\n${found.join("\n")}`);
}
