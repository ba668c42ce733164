import Type, { type TSchema } from "typebox";

const nullable = <T extends TSchema>(schema: T) => Type.Union([Type.Null(), schema]);
const count = Type.Integer({ minimum: 0 });
const Strings = Type.Array(Type.String());
const time = Type.String({ format: "date-time" });

const space = {
  id: Type.String(),
  baseUrl: Type.String({ format: "uri", description: "Where the space's calls go." }),
  apiKey: Type.String({ description: "A key that the space accepts, whatever keys are configured." }),
};

/** A space that was made. */
export const SpaceSchema = Type.Object(space, { $id: "Space" });

/** A space and how often it was called. */
export const CalledSpace = Type.Object({ ...space, calls: count }, { $id: "CalledSpace" });

/** All spaces. */
export const SpaceList = Type.Object(
  { spaces: Type.Array(Type.Object({ ...space, calls: count, idleSeconds: count }, { $id: "UsedSpace" })) },
  { $id: "SpaceList" },
);

/** Ids of what was removed. */
export const RemovedIds = Type.Object({ removed: Strings }, { $id: "RemovedIds" });
/** How much was removed. */
export const RemovedCount = Type.Object({ removed: count }, { $id: "RemovedCount" });

/** The time of a space. */
export const ClockSchema = Type.Object({ now: time }, { $id: "Clock" });

/** Mails that a vendor would have sent. */
export const MailList = Type.Object(
  {
    mails: Type.Array(
      Type.Object(
        { to: Type.String(), subject: Type.String(), code: Type.String(), at: time },
        { $id: "Mail" },
      ),
    ),
  },
  { $id: "MailList" },
);

const check = Type.Record(Type.String(), Type.Unknown());

/** A saved call as the vendor's console shows it. */
export const SessionSchema = Type.Object(
  {
    session_id: Type.String(),
    session_number: Type.Integer(),
    session_kind: Type.String(),
    status: Type.String(),
    workflow_id: Type.Null(),
    vendor_data: nullable(Type.String()),
    metadata: Type.Unknown(),
    liveness_checks: Type.Array(check),
    face_matches: Type.Array(check),
    created_at: Type.String(),
  },
  { $id: "Session" },
);

/** Saved calls. */
export const SessionList = Type.Object({ sessions: Type.Array(SessionSchema) }, { $id: "SessionList" });

/** A webhook and what became of it. */
export const WebhookSchema = Type.Object(
  {
    eventId: Type.String(),
    url: Type.String(),
    state: Type.Enum(["pending", "delivered", "failed", "dropped"]),
    attempts: Type.Array(
      Type.Object(
        {
          number: Type.Integer({ minimum: 1 }),
          at: Type.Number({ description: "Milliseconds since 1970." }),
          ms: Type.Number(),
          status: Type.Optional(Type.Integer()),
          error: Type.Optional(Type.String()),
        },
        { $id: "WebhookAttempt" },
      ),
    ),
    nextAttemptAt: Type.Optional(Type.Number({ description: "Milliseconds since 1970." })),
  },
  { $id: "Webhook" },
);

/** Webhooks of a space and where they go. */
export const WebhookList = Type.Object(
  { url: nullable(Type.String()), webhooks: Type.Array(WebhookSchema) },
  { $id: "WebhookList" },
);

const summary = {
  id: Type.String(),
  description: nullable(Type.String()),
  operations: Strings,
  steps: count,
  enabled: Type.Boolean(),
  origin: Type.Enum(["armed", "run-time", "file", "shipped"]),
  source: Type.String({ description: "File and line it comes from." }),
  stage: Type.Enum(["before_auth", "before_validation", "normal"]),
  precedence: Type.Number(),
  calls: Type.Integer({ minimum: 0, description: "How many calls of the space it answered." }),
};

/** Scenarios of a space. */
export const ScenarioList = Type.Object(
  { scenarios: Type.Array(Type.Object(summary, { $id: "ScenarioSummary" })) },
  { $id: "ScenarioList" },
);

/** One scenario with what was written, its keys masked. */
export const ScenarioDetail = Type.Object(
  { ...summary, scenario: Type.Record(Type.String(), Type.Unknown()) },
  { $id: "ScenarioDetail" },
);

/** The id of a scenario. */
export const ScenarioId = Type.Object({ id: Type.String() }, { $id: "ScenarioId" });
/** Ids of several scenarios. */
export const ScenarioIds = Type.Object({ ids: Strings }, { $id: "ScenarioIds" });
