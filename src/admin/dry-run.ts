import Type, { type Static } from "typebox";
import { unknownWord } from "../documents/suggest.ts";
import { dryRunId } from "../explain/explanation.ts";
import type { FilePart, Form } from "../http/form.ts";
import { createNotes, type Notes } from "../journal/notes.ts";
import { type JournalEntry, toEntry } from "../journal/record.ts";
import type { Imagined } from "../providers/provider.ts";
import type { Space } from "../sandbox/space.ts";
import type { Call } from "../scenarios/call.ts";
import { MagicError } from "../scenarios/magic.ts";
import type { OperationSpec, Stage } from "../scenarios/scenario.ts";
import { toSecret } from "../scenarios/secret.ts";
import type { Decision } from "../scenarios/selection.ts";
import { AdminError } from "./admin-error.ts";
import type { AdminContext } from "./context.ts";

const closed = { additionalProperties: false };
const Texts = Type.Record(Type.String(), Type.String());
const hex = (digits: number) =>
  Type.String({ pattern: `^[0-9a-fA-F]{${digits}}$`, description: `${digits} hex digits` });

/** A call that was not made, to be explained. Without `files` the operation's own are taken as sent. */
export const ImaginedCall = Type.Object(
  {
    operation: Type.String({ minLength: 1 }),
    headers: Type.Optional(Texts),
    api_key: Type.Optional(Type.String()),
    username: Type.Optional(Type.String()),
    fields: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    files: Type.Optional(
      Type.Array(
        Type.Object(
          {
            name: Type.String(),
            filename: Type.Optional(Type.String()),
            size: Type.Optional(Type.Integer({ minimum: 0 })),
            format: Type.Optional(Type.String()),
            width: Type.Optional(Type.Integer({ minimum: 1 })),
            height: Type.Optional(Type.Integer({ minimum: 1 })),
            sha256: Type.Optional(hex(64)),
            phash: Type.Optional(hex(16)),
            seen: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
          },
          closed,
        ),
      ),
    ),
  },
  closed,
);

type Written = Static<typeof ImaginedCall>;

/** The journal's entry of a call that was not made, answered as scenarios and contract would answer it; nothing is counted. */
export function imagineCall(
  space: Space,
  written: Written,
  { services, specs, imagine, options }: AdminContext,
): JournalEntry {
  const ids = specs.map(({ id }) => id);
  const spec = specs.find(({ id }) => id === written.operation);
  if (!spec) throw new AdminError(400, `operation ${unknownWord(written.operation.slice(0, 100), ids)}`);
  const { api_key: apiKey, username } = written;
  const form = toForm(written, spec);
  const imagined = imagine(spec.id, form, { apiKey, username }, space);
  const call = toCall(written, Object.fromEntries(form.texts));
  const notes: Notes = { ...createNotes(), operation: spec.id, call };
  try {
    goThrough(space, spec, imagined, notes, options.strict);
  } catch (error) {
    if (!(error instanceof MagicError)) throw error;
    notes.outcome = "error";
    notes.failure = error.message;
  }
  const entry = toEntry({
    requestId: dryRunId,
    at: services.identity.now(),
    space: space.id,
    method: "POST",
    path: spec.id,
    status: null,
    durationMs: 0,
    headers: call.headers,
    askedHeaders: space.scenarios.askedHeaders(),
    notes,
    key: apiKey,
  });
  // Of a call that was not made nothing has to be forgotten: patterns can still be tried on its key.
  return { ...entry, apiKey: call.apiKey };
}

/** The way of a call through the house, as far as it gets; see `addCheck` for the real one. */
function goThrough(
  space: Space,
  spec: OperationSpec,
  imagined: Imagined | undefined,
  notes: Notes,
  isStrict: boolean,
): void {
  const sent = notes.call as Call;
  const ask = (stage: Stage, call: Call, names = { magic: [] } as Imagined["names"]): boolean => {
    const decision = space.scenarios.preview({ call, spec, names, stage });
    note(decision, notes);
    return decision.selection !== undefined || decision.exhausted !== undefined;
  };
  if (ask("before_auth", { ...sent, username: undefined, fields: {}, files: [] })) return;
  if (imagined?.orderedBy !== undefined) {
    notes.scenario = imagined.orderedBy;
    notes.outcome = "error";
    return;
  }
  // The times tell how far the call came.
  notes.timings.parse = 0;
  notes.violations = imagined?.violations ?? [];
  const { fields = {}, username = sent.username, names, refusal } = imagined ?? {};
  // Nobody sent the defaults of a request that is refused.
  const typed = Object.entries(fields).filter(
    ([name]) => refusal === undefined || Object.hasOwn(sent.fields, name),
  );
  const call = { ...sent, fields: { ...sent.fields, ...Object.fromEntries(typed) }, username };
  notes.call = call;
  const unseen = call.files.map((file) => ({ ...file, seen: undefined }));
  if (ask("before_validation", { ...call, files: unseen })) return;
  notes.isRefused = refusal !== undefined || (isStrict && notes.violations.length > 0);
  if (refusal !== undefined) notes.failure = refusal;
  if (notes.isRefused) return;
  notes.timings.match = 0;
  ask("normal", call, names);
}

function note({ selection, exhausted, passedOver }: Decision, notes: Notes): void {
  notes.passedOver = [...notes.passedOver, ...passedOver];
  if (selection) {
    notes.scenario = selection.label;
    notes.outcome = selection.step.outcome.kind;
  } else if (exhausted) {
    notes.scenario = exhausted.label;
    notes.outcome = "error";
    notes.failure = exhausted.message;
  }
}

function toForm({ fields = {}, files }: Written, { images }: OperationSpec): Form {
  const texts = Object.entries(fields).map(
    ([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)] as const,
  );
  const sent: NonNullable<Written["files"]> = files ?? images.map((name) => ({ name }));
  const parts = sent.map(({ name, filename = "photo.jpg", size = 1, format }): [string, FilePart] => [
    name,
    {
      name,
      filename,
      bytes: Buffer.alloc(0),
      size,
      isTooLarge: false,
      mediaType: "",
      ...(format === undefined ? {} : { format }),
    },
  ]);
  return { texts: new Map(texts), files: new Map(parts), repeated: [] };
}

function toCall(
  { operation, headers = {}, api_key, username, files = [] }: Written,
  fields: Call["fields"],
): Call {
  return {
    operation,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    apiKey: api_key === undefined ? undefined : toSecret(api_key),
    username,
    fields,
    files: files.map(
      ({ name, filename = "", size = 0, format, width, height, sha256 = "", phash, seen }) => ({
        name,
        filename,
        bytes: size,
        format,
        widthPx: width,
        heightPx: height,
        sha256: () => sha256.toLowerCase(),
        perceptualHash: phash?.toLowerCase(),
        seen: seen as Call["files"][number]["seen"],
      }),
    ),
  };
}
