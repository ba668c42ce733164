import Type, { type Static } from "typebox";
import type { OperationSpec } from "./scenario.ts";

const Text = Type.Union([Type.String(), Type.Number(), Type.Boolean()]);
const Selector = Type.Union([Text, Type.Array(Text, { minItems: 1 })], {
  description: "Exact text, * glob or /regex/; a list means any of them.",
});
const Selectors = Type.Record(Type.String(), Selector);
const closed = { additionalProperties: false };

const conditions = {
  header: Type.Optional(Selectors),
  api_key: Type.Optional(Selector),
  username: Type.Optional(Selector),
  vendor_data: Type.Optional(Selector),
  device: Type.Optional(Selector),
  field: Type.Optional(Selectors),
  file: Type.Optional(
    Type.Record(
      Type.String(),
      Type.Object({ filename: Type.Optional(Selector), sha256: Type.Optional(Selector) }, closed),
    ),
  ),
};

const Duration = Type.String({
  pattern: "^\\d+(\\.\\d+)?(ms|s)$",
  description: "a time such as 800ms or 2s",
});

/** The schema of one scenario file for the given operations; it validates, types and is shipped to editors. */
export function createScenarioSchema(specs: readonly OperationSpec[]) {
  const Operation = words(["*", ...specs.map(({ id }) => id)]);
  const Outcome = Type.Union([
    Type.Literal("real"),
    Type.Object({ error: words(specs.flatMap(({ errors }) => errors)) }, closed),
    Type.Object(
      {
        warnings: Type.Optional(Type.Array(words(specs.flatMap(({ warnings }) => warnings)))),
        score: Type.Optional(Type.Number({ minimum: 0, maximum: 100 })),
        code: Type.Optional(Type.Integer()),
        status: Type.Optional(words(specs.flatMap(({ statuses }) => statuses))),
        set: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
        detection: Type.Optional(Type.Literal("skip")),
      },
      closed,
    ),
  ]);
  const Step = Type.Object(
    {
      outcome: Outcome,
      delay: Type.Optional(Duration),
      times: Type.Optional(Type.Integer({ minimum: 1 })),
    },
    closed,
  );
  const Scenario = Type.Object(
    {
      id: Type.Optional(
        Type.String({
          pattern: "^[A-Za-z0-9][A-Za-z0-9._-]*$",
          description: "letters, digits, dot, dash and underscore",
        }),
      ),
      description: Type.Optional(Type.String()),
      operation: Type.Optional(Type.Union([Operation, Type.Array(Operation, { minItems: 1 })])),
      when: Type.Optional(
        Type.Object({ ...conditions, not: Type.Optional(Type.Object(conditions, closed)) }, closed),
      ),
      steps: Type.Optional(Type.Array(Step, { minItems: 1 })),
      outcome: Type.Optional(Outcome),
      after: Type.Optional(words(["repeat-last", "real", "cycle", "fail"])),
      precedence: Type.Optional(Type.Number()),
      enabled: Type.Optional(Type.Boolean()),
      allow_inconsistent: Type.Optional(Type.Boolean()),
    },
    closed,
  );
  const List = Type.Object({ scenarios: Type.Array(Scenario) }, closed);
  return { Scenario, List };
}

/** One scenario as it is written. */
export type WrittenScenario = Static<ReturnType<typeof createScenarioSchema>["Scenario"]>;
/** An outcome as it is written. */
export type WrittenOutcome = NonNullable<WrittenScenario["outcome"]>;
/** Conditions as they are written. */
export type WrittenWhen = NonNullable<WrittenScenario["when"]>;

function words<T extends string>(list: readonly T[]) {
  return Type.Enum([...new Set(list)] as [T, ...T[]]);
}
