import Type, { type TSchema } from "typebox";

const nullable = <T extends TSchema>(schema: T) => Type.Union([Type.Null(), schema]);
const count = Type.Integer({ minimum: 0 });
const Strings = Type.Array(Type.String());

/** One thing that is wrong in a file or a body that the user wrote. */
export const ProblemSchema = Type.Object(
  {
    file: Type.String(),
    line: Type.Integer({ minimum: 1 }),
    column: Type.Integer({ minimum: 1 }),
    path: Type.String({ description: "Where in the document; empty for the whole of it." }),
    message: Type.String(),
  },
  { $id: "Problem" },
);

/** An admin call that was not carried out. */
export const ErrorAnswer = Type.Object(
  { error: Type.String({ description: "What to do." }), problems: Type.Optional(Type.Array(ProblemSchema)) },
  { $id: "Error" },
);

const files = {
  directory: nullable(Type.String({ description: "Null when there are only the shipped files." })),
  scenarios: Type.Integer({ minimum: 0, description: "Own scenarios that answer calls now." }),
  loadedAt: Type.String({ format: "date-time" }),
  problems: Type.Array(ProblemSchema, { description: "Why the files as they are now are not used." }),
};

/** How reading the scenario files ended. */
export const Reload = Type.Object(files, { $id: "Reload" });

/** State of the server. */
export const Health = Type.Object(
  {
    status: Type.Enum(["ok", "degraded"]),
    engine: Type.Object(
      {
        status: Type.Enum(["loading", "ready", "failed"]),
        error: Type.Optional(Type.String()),
        version: Type.String(),
      },
      { $id: "EngineHealth" },
    ),
    scenarios: Reload,
    spaces: count,
  },
  { $id: "Health" },
);

/** Versions of what runs. */
export const Version = Type.Object(
  { version: Type.String(), engine: Type.String(), node: Type.String() },
  { $id: "Version" },
);

/** Settings as `stuntface.yaml` spells them. */
export const Config = Type.Record(Type.String(), Type.Unknown(), {
  $id: "Config",
  description: "Settings as stuntface.yaml spells them; keys and passwords are masked.",
});

/** What was forgotten of a space. */
export const Reset = Type.Object({ space: Type.String(), reset: Strings }, { $id: "Reset" });

/** The schema of the catalog, in which outcomes are written as in scenarios. */
export function createCatalogSchema(Outcome: TSchema) {
  const CatalogOutcome = Type.Object(
    {
      outcome: Outcome,
      scenario: Type.Optional(Type.String({ description: "Ready-made scenario that gives it." })),
      magic: Type.Optional(Type.String({ description: "Value of `vendor_data` that gives it." })),
    },
    { $id: "CatalogOutcome" },
  );
  const CatalogOperation = Type.Object(
    {
      id: Type.String(),
      files: Strings,
      fields: Strings,
      warnings: Type.Array(
        Type.Object({ risk: Type.String(), always_declines: Type.Boolean() }, { $id: "CatalogWarning" }),
      ),
      errors: Strings,
      statuses: Strings,
      codes: Type.Array(Type.Integer()),
      score: Type.Boolean({ description: "Whether a score can be forced." }),
      set: Type.Array(Type.String(), { description: "Paths of the answer that `set` reaches." }),
      outcomes: Type.Array(CatalogOutcome),
    },
    { $id: "CatalogOperation" },
  );
  return Type.Object(
    {
      operations: Type.Array(CatalogOperation),
      faults: Type.Array(Type.Unknown()),
      http: Type.Record(Type.String(), Type.Unknown()),
    },
    { $id: "Catalog" },
  );
}

/** The OpenAPI documents that are served. */
export const DocumentList = Type.Object(
  {
    documents: Type.Array(
      Type.Object(
        {
          name: Type.String(),
          title: Type.String(),
          url: Type.String({ format: "uri" }),
          served: Type.Boolean({ description: "Whether this space answers as the document says." }),
        },
        { $id: "DocumentEntry" },
      ),
    ),
  },
  { $id: "DocumentList" },
);
