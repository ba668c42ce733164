export { ProblemsError } from "./documents/problem.ts";
export type { AnalyzeOptions, FaceEngine } from "./face/engine.ts";
export { UnreadableImageError } from "./face/engine.ts";
export type { Face, FaceFacts } from "./face/facts.ts";
export type { CallRecord } from "./journal/record.ts";
export type { Options, PartialOptions } from "./options.ts";
export type { Mail } from "./sandbox/mail.ts";
export { UnreadableScenariosError } from "./scenarios/load.ts";
export { type Server, type ServerParts, startServer } from "./server.ts";
