export type {
  Added,
  Admin,
  Clock,
  Session,
  Sessions,
  Settings,
  Space,
  SpacePart,
  WebhookLog,
  WebhookRecord,
} from "./control/admin.ts";
export { AdminCallError } from "./control/admin-call-error.ts";
export type { CallMatch, Times, Verification, VerifyProblem } from "./control/call-types.ts";
export { type ConnectOptions, connect } from "./control/connect.ts";
export type { Forced, ForceOptions } from "./control/force.ts";
export type {
  Amount,
  Condition,
  Delay,
  Fault,
  FileCondition,
  Manner,
  Outcome,
  Overlay,
  Scenario,
  SeenCondition,
  Selector,
  Stage,
  Step,
  When,
} from "./control/scenario-types.ts";
export type { SpaceSettings } from "./control/settings.ts";
export { VerificationError } from "./control/verification.ts";
export { WaitError, type WaitOptions } from "./control/wait.ts";
export type { ErrorName, OperationId, ReadyScenarioId, StatusName, WarningName } from "./control/words.ts";
export { ProblemsError } from "./documents/problem.ts";
export type { AnalyzeOptions, FaceEngine } from "./face/engine.ts";
export { UnreadableImageError } from "./face/engine.ts";
export type { Face, FaceFacts } from "./face/facts.ts";
export type { CallRecord } from "./journal/record.ts";
export type { Options, PartialOptions } from "./options.ts";
export type { Mail } from "./sandbox/mail.ts";
export { UnreadableScenariosError } from "./scenarios/load.ts";
export { type Server, type ServerParts, startServer } from "./server.ts";
export { TlsError } from "./tls/tls-error.ts";
