import type { SentAnswer } from "./check-answer.ts";

export declare function watchAnswers(onAnswer: (answer: SentAnswer) => void): void;
