import { findFault, type SentAnswer } from "./check-answer.ts";
import { type CompiledDocument, compileDocuments } from "./compile-documents.ts";

/** What was seen of answers in this process: modules are loaded anew for each test file, Fastify only once. */
export type Watch = {
  /** Answers that came before the documents were loaded. */
  readonly waiting: SentAnswer[];
  readonly faults: Set<string>;
  loading?: Promise<void>;
  documents?: readonly CompiledDocument[];
};

const key = Symbol.for("stuntface.answers");

/** The watch of this process; `start` is called with it once. */
export function useWatch(start: (watch: Watch) => void = () => undefined): Watch {
  const shared = globalThis as { [key]?: Watch };
  if (shared[key]) return shared[key];
  const watch: Watch = { waiting: [], faults: new Set() };
  shared[key] = watch;
  start(watch);
  return watch;
}

/** Judges an answer at once where the documents are loaded, so that thousands of them need not be kept. */
export function look(answer: SentAnswer, watch: Watch): void {
  if (!watch.documents) {
    watch.waiting.push(answer);
    watch.loading ??= compileDocuments().then((documents) => {
      watch.documents = documents;
    });
    return;
  }
  const fault = findFault(answer, watch.documents);
  if (fault !== undefined) watch.faults.add(fault);
}

/** Throws when an answer left its document since the last time. */
export async function report(watch: Watch): Promise<void> {
  await watch.loading;
  for (const answer of watch.waiting.splice(0)) look(answer, watch);
  const faults = [...watch.faults];
  watch.faults.clear();
  if (faults.length > 0) throw new Error(`answers leave their OpenAPI document:\n${faults.join("\n")}`);
}
