import { findFault, type SentAnswer } from "./check-answer.ts";
import { type CompiledDocument, compileDocuments } from "./compile-documents.ts";

/** What the test files of one process share: modules are loaded anew for each file, Fastify only once. */
export type Watch = { readonly answers: SentAnswer[]; documents?: Promise<CompiledDocument[]> };

const key = Symbol.for("stuntface.answers");

/** The watch of this process; `start` begins it. */
export function useWatch(start: () => Watch): Watch {
  const shared = globalThis as { [key]?: Watch };
  shared[key] ??= start();
  return shared[key];
}

/** Throws unless every answer keeps its document. */
export async function checkAll(answers: readonly SentAnswer[], watch: Watch): Promise<void> {
  if (answers.length === 0) return;
  watch.documents ??= compileDocuments();
  const documents = await watch.documents;
  const faults = new Set(answers.flatMap((answer) => findFault(answer, documents) ?? []));
  if (faults.size > 0) throw new Error(`answers leave their OpenAPI document:\n${[...faults].join("\n")}`);
}
