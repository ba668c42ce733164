import { afterAll, afterEach } from "vitest";
import { findFault, type SentAnswer } from "./check-answer.ts";
import { type CompiledDocument, compileDocuments } from "./compile-documents.ts";
import { watchAnswers } from "./watch-answers.mjs";

/** What the test files of one process share: this file is loaded anew for each of them, Fastify only once. */
type Watch = { readonly answers: SentAnswer[]; documents?: Promise<CompiledDocument[]> };

const key = Symbol.for("stuntface.answers");
const shared = globalThis as { [key]?: Watch };

// Every answer of every server that a test starts in its own process is held against the committed documents.
const watch = shared[key] ?? startWatch();
shared[key] = watch;

afterEach(checkAll);
afterAll(checkAll);

function startWatch(): Watch {
  const answers: SentAnswer[] = [];
  watchAnswers((answer) => answers.push(answer));
  return { answers };
}

async function checkAll(): Promise<void> {
  const answers = watch.answers.splice(0);
  if (answers.length === 0) return;
  watch.documents ??= compileDocuments();
  const documents = await watch.documents;
  const faults = new Set(answers.flatMap((answer) => findFault(answer, documents) ?? []));
  if (faults.size > 0) throw new Error(`answers leave their OpenAPI document:\n${[...faults].join("\n")}`);
}
