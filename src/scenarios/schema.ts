import Type, { type Static, type TSchema } from "typebox";
import { amountPattern } from "./amount.ts";
import { type OperationSpec, stages } from "./scenario.ts";
import { seenMeasures } from "./seen.ts";

const Text = Type.Union([Type.String(), Type.Number(), Type.Boolean()]);
const Selector = Type.Union([Text, Type.Array(Text, { minItems: 1 })], {
  $id: "Selector",
  description: "Exact text, * glob or /regex/; a list means any of them.",
});
const Selectors = Type.Record(Type.String(), Selector);
const Amount = Type.Union(
  [
    Type.Number(),
    Type.String({ pattern: amountPattern, description: 'a number or a range such as 3, ">=2" or "2-4"' }),
  ],
  { $id: "Amount" },
);
const closed = { additionalProperties: false };
const optional = <const Name extends string, T extends TSchema>(names: readonly Name[], schema: T) =>
  Object.fromEntries(names.map((name) => [name, Type.Optional(schema)])) as Record<
    Name,
    ReturnType<typeof Type.Optional<T>>
  >;

const Hash = Type.String({
  pattern: "^[0-9a-fA-F]{16}$",
  description: "16 hex digits, in quotes where all are digits,",
});
const FileConditions = Type.Object(
  {
    filename: Type.Optional(Selector),
    sha256: Type.Optional(Selector),
    phash: Type.Optional(
      Type.Union([
        Hash,
        Type.Object(
          { like: Hash, distance: Type.Optional(Type.Integer({ minimum: 0, maximum: 64, default: 6 })) },
          closed,
        ),
      ]),
    ),
    format: Type.Optional(Selector),
    ...optional(["size", "width", "height"], Amount),
  },
  { ...closed, $id: "FileConditions" },
);
const SeenConditions = Type.Object(
  { ...optional(["faces", "best_angle", ...seenMeasures], Amount), gender: Type.Optional(Selector) },
  { ...closed, $id: "SeenConditions" },
);

/** What may stand under `when` and under its `not`. */
export const conditionProperties = {
  header: Type.Optional(Selectors),
  api_key: Type.Optional(Selector),
  username: Type.Optional(Selector),
  vendor_data: Type.Optional(Selector),
  device: Type.Optional(Selector),
  field: Type.Optional(Selectors),
  file: Type.Optional(Type.Record(Type.String(), FileConditions)),
  seen: Type.Optional(Type.Record(Type.String(), SeenConditions)),
};

/** What must not hold of a call. */
export const NotConditions = Type.Object(conditionProperties, { ...closed, $id: "Conditions" });

const Duration = Type.String({
  pattern: "^\\d+(\\.\\d+)?(ms|s)$",
  description: "a time such as 800ms or 2s",
});
const Delay = Type.Union(
  [
    Duration,
    Type.Object({ uniform: Type.Array(Duration, { minItems: 2, maxItems: 2 }) }, closed),
    Type.Object(
      {
        lognormal: Type.Object({ median: Duration, sigma: Type.Number({ minimum: 0, maximum: 5 }) }, closed),
      },
      closed,
    ),
  ],
  { $id: "Delay" },
);

/** What ids of scenarios look like. */
export const idPattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$";
/** {@link idPattern} in words. */
export const idText = "up to 100 letters, digits, dots, dashes and underscores";

const faults = ["reset", "empty", "hang", "truncate", "garbage"] as const;
const OwnAnswer = Type.Object(
  {
    status: Type.Integer({ minimum: 200, maximum: 599 }),
    headers: Type.Optional(Type.Record(Type.String(), Type.String())),
    body: Type.Optional(Type.Unknown()),
  },
  { ...closed, $id: "OwnAnswer" },
);
const Fault = Type.Union(
  [
    Type.Enum([...faults]),
    Type.Object(
      {
        slow: Type.Object({ bytes_per_s: Type.Number({ minimum: 0.1, maximum: 1_000_000_000 }) }, closed),
      },
      closed,
    ),
  ],
  { $id: "Fault" },
);

/** The schema of one scenario file for the given operations; it validates, types and is shipped to editors. */
export function createScenarioSchema(specs: readonly OperationSpec[]) {
  const Operation = words(["*", ...specs.map(({ id }) => id)]);
  const Operations = Type.Union([Operation, Type.Array(Operation, { minItems: 1 })]);
  const Overlay = Type.Object(
    {
      warnings: Type.Optional(Type.Array(words(specs.flatMap(({ warnings }) => warnings)))),
      score: Type.Optional(Type.Number({ minimum: 0, maximum: 100 })),
      code: Type.Optional(Type.Integer()),
      status: Type.Optional(words(specs.flatMap(({ statuses }) => statuses))),
      set: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
      detection: Type.Optional(Type.Literal("skip")),
    },
    { ...closed, $id: "Overlay" },
  );
  const Outcome = Type.Union(
    [
      Type.Literal("real"),
      Type.Object({ error: words(specs.flatMap(({ errors }) => errors)) }, closed),
      Type.Object({ http: OwnAnswer }, closed),
      Type.Object({ fault: Fault }, closed),
      Overlay,
    ],
    { $id: "Outcome" },
  );
  const manner = {
    delay: Type.Optional(Delay),
    times: Type.Optional(Type.Integer({ minimum: 1 })),
    chance: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  };
  const stage = Type.Optional(words(stages));
  const Step = Type.Object({ outcome: Outcome, ...manner }, { ...closed, $id: "Step" });
  const Scenario = Type.Object(
    {
      id: Type.Optional(Type.String({ pattern: idPattern, description: idText })),
      description: Type.Optional(Type.String()),
      operation: Type.Optional(Operations),
      when: Type.Optional(
        Type.Object(
          {
            ...conditionProperties,
            call: Type.Optional(Amount),
            not: Type.Optional(NotConditions),
          },
          { ...closed, $id: "When" },
        ),
      ),
      steps: Type.Optional(Type.Array(Step, { minItems: 1, maxItems: 1000 })),
      outcome: Type.Optional(Outcome),
      ...manner,
      after: Type.Optional(words(["repeat-last", "real", "cycle", "fail"])),
      stage,
      count_per: Type.Optional(words(["scenario", "vendor_data", "api_key", "image"])),
      expect: Type.Optional(Type.Object({ calls: Amount }, closed)),
      precedence: Type.Optional(Type.Number()),
      enabled: Type.Optional(Type.Boolean()),
      allow_inconsistent: Type.Optional(Type.Boolean()),
    },
    { ...closed, $id: "Scenario" },
  );
  const List = Type.Object({ scenarios: Type.Array(Scenario) }, { ...closed, $id: "Scenarios" });
  return { Scenario, List, Outcome };
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
