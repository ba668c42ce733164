import type * as api from "../dist/index.js" with { "resolution-mode": "import" };
import type { StartServer } from "../dist/jest/create-start-server.js" with { "resolution-mode": "import" };
import type { UseStuntface } from "../dist/jest/create-use-stuntface.js" with { "resolution-mode": "import" };

// Not `export type *`, by which the classes that only the ES module has would seem to be here.
export type {
  Added,
  Admin,
  Amount,
  AnalyzeOptions,
  CallMatch,
  CallRecord,
  Clock,
  Condition,
  ConnectOptions,
  Delay,
  ErrorName,
  Face,
  FaceEngine,
  FaceFacts,
  Fault,
  FileCondition,
  Forced,
  ForceOptions,
  Mail,
  Manner,
  OperationId,
  Options,
  Outcome,
  Overlay,
  PartialOptions,
  ReadyScenarioId,
  Scenario,
  SeenCondition,
  Selector,
  Server,
  ServerParts,
  Session,
  Sessions,
  Settings,
  Space,
  SpacePart,
  SpaceSettings,
  Stage,
  StatusName,
  Step,
  Times,
  Verification,
  VerifyProblem,
  WaitOptions,
  WarningName,
  WebhookLog,
  WebhookRecord,
  When,
} from "../dist/index.js" with { "resolution-mode": "import" };
export type {
  TestOptions,
  TestSettings,
} from "../dist/runners/test-options.js" with { "resolution-mode": "import" };
export type { TestSpace } from "../dist/runners/test-space.js" with { "resolution-mode": "import" };
export type { TestServer } from "../dist/runners/use-server.js" with { "resolution-mode": "import" };

export declare const AdminCallError: typeof api.AdminCallError;
export type AdminCallError = api.AdminCallError;
export declare const VerificationError: typeof api.VerificationError;
export type VerificationError = api.VerificationError;
export declare const WaitError: typeof api.WaitError;
export type WaitError = api.WaitError;
export declare const connect: typeof api.connect;
/** Starts a server on a free port, in a process of its own that ends with this one. */
export declare const startServer: StartServer;
/** Gives every test of the file a space of its own; see {@link UseStuntface}. */
export declare const useStuntface: UseStuntface;
