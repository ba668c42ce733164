import type { AnalyzeOptions, FaceEngine } from "../../src/face/engine.ts";
import { UnreadableImageError } from "../../src/face/engine.ts";
import type { FaceFacts } from "../../src/face/facts.ts";

/** An engine that answers with the given facts, one after the other, and notes what it was asked. */
export type FakeEngine = FaceEngine & { readonly asked: AnalyzeOptions[] };

/** The last of `answers` repeats; `unreadable` stands for a picture that cannot be decoded. */
export function createFakeEngine(answers: readonly (FaceFacts | "unreadable")[]): FakeEngine {
  const asked: AnalyzeOptions[] = [];
  return {
    asked,
    version: "fake",
    ready: Promise.resolve(),
    async analyze(_bytes, options) {
      asked.push(options);
      const answer = answers[Math.min(asked.length, answers.length) - 1];
      if (answer === undefined || answer === "unreadable") throw new UnreadableImageError("unreadable");
      return answer;
    },
    async close() {},
  };
}
