import Type, { type TSchema } from "typebox";
import { seenMeasures } from "../scenarios/seen.ts";

const nullable = <T extends TSchema>(schema: T) => Type.Union([Type.Null(), schema]);
const count = Type.Integer({ minimum: 0 });
const Strings = Type.Record(Type.String(), Type.String());
const note = Type.Optional(Type.String({ description: "What the answer could not see." }));

const Seen = Type.Object(
  {
    faces: Type.Optional(count),
    best_angle: Type.Optional(Type.Integer()),
    detection_score: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
    gender: Type.Optional(Type.Enum(["female", "male"])),
    ...Object.fromEntries(seenMeasures.map((name) => [name, Type.Optional(Type.Number())])),
  },
  {
    $id: "Seen",
    description:
      "What the networks found in a picture; measures are those of the largest face. Of a call that was not made, what was said of it.",
  },
);

const CalledFile = Type.Object(
  {
    name: Type.String({ description: "Name of the part." }),
    filename: Type.String(),
    bytes: count,
    format: nullable(Type.String({ description: "From the content." })),
    widthPx: nullable(count),
    heightPx: nullable(count),
    sha256: Type.String(),
    phash: nullable(Type.String({ description: "Null when nothing had to look at the pixels." })),
    seen: nullable(Seen),
  },
  { $id: "CalledFile", description: "An uploaded file." },
);

const PassedOver = Type.Object(
  { id: Type.String(), why: Type.String() },
  { $id: "PassedOver", description: "A scenario that could have answered but let the call pass." },
);

const outcome = Type.Enum(["real", "overlay", "error", "http", "fault"], {
  description: "What became of the call.",
});
const toldOfCall = {
  requestId: Type.String(),
  method: Type.String(),
  path: Type.String(),
  space: Type.String(),
  operation: nullable(Type.String({ description: "Null when no endpoint takes the path." })),
  status: nullable(Type.Integer({ description: "Null when nothing was answered." })),
  outcome,
  scenario: Type.String({ description: "Step that answered, such as `a#1/2`, a magic value or none." }),
  violations: Type.Array(Type.String(), { description: "What the vendor tolerates without documenting it." }),
  files: Type.Array(CalledFile),
  isRefused: Type.Optional(Type.Literal(true)),
  error: Type.Optional(Type.String()),
};

/** One answered call as the journal keeps it; `CallRecord` is its type. */
export const CallSchema = Type.Object(
  {
    ...toldOfCall,
    answerId: Type.Optional(Type.String({ description: "The id in the body where it is another one." })),
    at: Type.String({ format: "date-time" }),
    passedOver: Type.Array(PassedOver),
    durationMs: Type.Number(),
    timings: Type.Record(Type.String(), Type.Number(), { description: "Milliseconds by stage." }),
    apiKey: nullable(Type.String({ description: "The end of the key." })),
    username: nullable(Type.String()),
    headers: Strings,
    fields: Type.Record(Type.String(), Type.Unknown()),
  },
  { $id: "Call", description: "One answered call; texts and lists are cut where they are long." },
);

/** The calls of a space. */
export const CallList = Type.Object({ total: count, requests: Type.Array(CallSchema) }, { $id: "CallList" });

/** The calls that fit a question. */
export const FoundCalls = Type.Object(
  { count, requests: Type.Array(CallSchema), note },
  { $id: "FoundCalls" },
);

/** Calls that did not come in time. */
export const MissedCalls = Type.Object(
  { error: Type.String(), count, requests: Type.Array(CallSchema), note },
  { $id: "MissedCalls" },
);

/** How many calls fit. */
export const CallCount = Type.Object({ count, note }, { $id: "CallCount" });

/** How many calls were forgotten. */
export const Forgotten = Type.Object({ forgotten: count }, { $id: "Forgotten" });

/** What was measured in the pictures of a call. */
export const CallFaces = Type.Object(
  {
    outcome,
    scenario: Type.String(),
    pictures: Type.Array(
      Type.Object(
        {
          name: Type.String(),
          filename: Type.String(),
          bytes: count,
          widthPx: count,
          heightPx: count,
          bestAngle: Type.Integer(),
          faces: Type.Array(Type.Record(Type.String(), Type.Unknown()), {
            description: "Box, landmarks, pose, age, gender and every measure of quality.",
          }),
        },
        { $id: "SeenPicture" },
      ),
    ),
  },
  { $id: "CallFaces" },
);

/** Whether a space was called as it should have been. */
export const Verification = Type.Object(
  {
    verified: Type.Boolean(),
    calls: count,
    problems: Type.Array(
      Type.Object(
        {
          kind: Type.Enum([
            "times",
            "contract-violation",
            "refused-call",
            "failed-call",
            "unmatched-call",
            "unused-scenario",
            "surplus-calls",
            "expectation",
          ]),
          message: Type.String(),
          request_id: Type.Optional(Type.String()),
          scenario: Type.Optional(Type.String()),
        },
        { $id: "VerifyProblem" },
      ),
    ),
    note,
  },
  { $id: "Verification" },
);

/** Why a call was answered as it was; `Explanation` is its type. */
export const ExplanationSchema = Type.Object(
  {
    call: Type.Object(toldOfCall, { $id: "ExplainedCall" }),
    hints: Type.Array(Type.String()),
    scenarios: Type.Array(
      Type.Object(
        {
          id: Type.String(),
          source: Type.String(),
          verdict: Type.Enum(["answered", "no", "passed"]),
          differences: Type.Array(
            Type.Object(
              { selector: Type.String(), want: Type.String(), got: nullable(Type.String()) },
              { $id: "Difference" },
            ),
          ),
          reason: Type.Optional(Type.String()),
          hints: Type.Array(Type.String()),
        },
        { $id: "ExplainedScenario" },
      ),
      { description: "The nearest first." },
    ),
    omitted: count,
  },
  { $id: "Explanation" },
);
