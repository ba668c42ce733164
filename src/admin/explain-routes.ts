import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import Type, { type Static } from "typebox";
import { unknownWord } from "../documents/suggest.ts";
import { explainEntry } from "../explain/explain.ts";
import { toExplainText } from "../explain/explain-text.ts";
import type { Explanation } from "../explain/explanation.ts";
import { createNotes } from "../journal/notes.ts";
import { type JournalEntry, toEntry } from "../journal/record.ts";
import type { Space } from "../sandbox/space.ts";
import type { Call } from "../scenarios/call.ts";
import { MagicError } from "../scenarios/magic.ts";
import { stages } from "../scenarios/scenario.ts";
import { toSecret } from "../scenarios/secret.ts";
import type { Decision } from "../scenarios/selection.ts";
import { AdminError } from "./admin-error.ts";
import type { AdminContext } from "./context.ts";
import { findEntry } from "./request-routes.ts";

const closed = { additionalProperties: false };
const Texts = Type.Record(Type.String(), Type.String());

/** A call that was not made, to be explained. */
const ImaginedCall = Type.Object(
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
            sha256: Type.Optional(
              Type.String({ pattern: "^[0-9a-fA-F]{64}$", description: "64 hex digits" }),
            ),
            phash: Type.Optional(Type.String({ pattern: "^[0-9a-fA-F]{16}$", description: "16 hex digits" })),
            seen: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
          },
          closed,
        ),
      ),
    ),
  },
  closed,
);

/** Why a call was answered as it was, or how one would be: as JSON, or as text for `Accept: text/plain`. */
export function addExplainRoutes(app: FastifyInstance, context: AdminContext): void {
  app.get<{ Params: { id: string } }>(
    "/__admin/requests/:id/explain",
    { schema: { summary: "Why a call was answered as it was; text for Accept: text/plain." } },
    async (request, reply) => {
      const entry = findEntry(request.space, request.params.id, context.services.spaces);
      return send(request, reply, explain(entry, request.space, context));
    },
  );
  app.post(
    "/__admin/explain",
    { schema: { summary: "How a call would be answered; nothing is counted.", body: ImaginedCall } },
    async (request, reply) => {
      const entry = imagine(request, request.body as Static<typeof ImaginedCall>, context);
      return send(request, reply, explain(entry, request.space, context));
    },
  );
}

function explain(
  entry: JournalEntry,
  space: Space,
  { services, specs, endpoints }: AdminContext,
): Explanation {
  const spec = specs.find(({ id }) => id === entry.record.operation);
  return explainEntry(entry, {
    scenarios: space.scenarios.list(),
    spec,
    endpoints,
    findHash: services.fingerprints.find,
    findElsewhere: (call) =>
      services.spaces
        .list()
        .filter(({ space: other }) => other !== space)
        .map(({ space: other }) => ({
          space: other.id,
          decision: preview(other, call, context_spec(specs, call)),
        }))
        .flatMap(({ space: id, decision }) => {
          const scenario = decision?.selection?.scenario;
          return scenario?.origin === "run-time" || scenario?.origin === "armed"
            ? [{ space: id, scenario: scenario.id }]
            : [];
        })[0],
  });
}

function context_spec(specs: AdminContext["specs"], { operation }: Call) {
  return specs.find(({ id }) => id === operation);
}

/** What the scenarios of a space would make of a call, stage by stage. */
function preview(
  space: Space,
  call: Call,
  spec: AdminContext["specs"][number] | undefined,
): Decision | undefined {
  if (!spec) return undefined;
  const vendorData = call.fields.vendor_data;
  const magic = [typeof vendorData === "string" ? vendorData : undefined, call.username];
  for (const stage of stages) {
    const decision = space.scenarios.preview({ call, spec, names: { magic }, stage });
    if (decision.selection || decision.exhausted) return decision;
    if (stage === "normal") return decision;
  }
  return undefined;
}

/** The journal's entry of a call that was not made, answered as the scenarios would answer it. */
function imagine(
  { space }: FastifyRequest,
  written: Static<typeof ImaginedCall>,
  { services, specs }: AdminContext,
): JournalEntry {
  const spec = specs.find(({ id }) => id === written.operation);
  if (!spec)
    throw new AdminError(
      400,
      `operation ${unknownWord(
        written.operation.slice(0, 100),
        specs.map(({ id }) => id),
      )}`,
    );
  const { headers = {}, api_key, username, fields = {}, files = [] } = written;
  const call: Call = {
    operation: spec.id,
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
  const notes = { ...createNotes(), operation: spec.id, call };
  let failure: MagicError | undefined;
  try {
    const decision = preview(space, call, spec);
    notes.passedOver = decision?.passedOver ?? [];
    notes.scenario = decision?.selection?.label ?? decision?.exhausted?.label ?? "none";
    notes.outcome = decision?.selection?.step.outcome.kind ?? (decision?.exhausted ? "error" : "real");
  } catch (error) {
    if (!(error instanceof MagicError)) throw error;
    failure = error;
  }
  return toEntry({
    requestId: "dry-run",
    at: services.identity.now(),
    space: space.id,
    method: "POST",
    path: spec.id,
    status: failure ? 400 : 200,
    durationMs: 0,
    headers: call.headers,
    askedHeaders: space.scenarios.askedHeaders(),
    notes: failure ? { ...notes, outcome: "error", failure: failure.message } : notes,
    key: api_key,
  });
}

function send(
  { headers }: FastifyRequest,
  reply: FastifyReply,
  explanation: Explanation,
): FastifyReply | Explanation {
  const accept = headers.accept ?? "";
  const wantsText = /text\/plain/i.test(accept) && !/application\/json/i.test(accept);
  return wantsText ? reply.type("text/plain; charset=utf-8").send(toExplainText(explanation)) : explanation;
}
