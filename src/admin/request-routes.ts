import type { FastifyInstance } from "fastify";
import Type from "typebox";
import type { CallRecord, JournalEntry } from "../journal/record.ts";
import { RecordMatchSchema, toRecordMatcher, type WrittenRecordMatch } from "../journal/record-match.ts";
import { defaultSpaceId, type Space } from "../sandbox/space.ts";
import type { Spaces } from "../sandbox/spaces.ts";
import { AdminError } from "./admin-error.ts";
import { CallCount, CallFaces, CallList, CallSchema, Forgotten, FoundCalls } from "./call-answers.ts";
import type { AdminContext } from "./context.ts";
import { noteOnHeaders } from "./header-note.ts";
import { ErrorAnswer } from "./server-answers.ts";
import { tell } from "./told.ts";

const closed = { additionalProperties: false };
const match = Type.Optional(RecordMatchSchema);

type IdParams = { Params: { id: string; part: string } };

/** The calls that a space answered: listing, finding and counting them, and what came with them. */
export function addRequestRoutes(app: FastifyInstance, context: AdminContext): void {
  const { measurements, images, spaces } = context.services;
  const { keepImages } = context.options;
  app.get(
    "/__admin/requests",
    {
      schema: {
        ...tell("admin.calls", "calls", { 200: CallList }),
        summary: "The calls that are kept, the last first.",
        querystring: Type.Object({
          limit: Type.Optional(
            Type.String({ pattern: "^([1-9]\\d{0,2}|1000)$", description: "a whole number from 1 to 1000" }),
          ),
        }),
      },
    },
    async ({ space, query }) => {
      const { limit = 1000 } = query as { limit?: string };
      return { total: space.journal.total, requests: space.journal.list().slice(0, Number(limit)) };
    },
  );
  app.delete(
    "/__admin/requests",
    { schema: { ...tell("admin.forget-calls", "calls", { 200: Forgotten }), summary: "Forgets the calls." } },
    async ({ space }) => {
      const forgotten = space.journal.size;
      space.journal.clear();
      return { forgotten };
    },
  );
  app.get<IdParams>(
    "/__admin/requests/:id",
    {
      schema: { ...tell("admin.call", "calls", { 200: CallSchema, 404: ErrorAnswer }), summary: "One call." },
    },
    async (request) => findEntry(request.space, request.params.id, spaces).record,
  );
  app.get<IdParams>(
    "/__admin/requests/:id/faces",
    {
      schema: {
        ...tell("admin.call-faces", "calls", { 200: CallFaces, 404: ErrorAnswer }),
        summary: "Everything that was measured in the pictures of one of the last 200 calls.",
      },
    },
    async ({ space, params }) => {
      const { record } = findEntry(space, params.id, spaces);
      return {
        outcome: record.outcome,
        scenario: record.scenario,
        pictures: measurements.find(record.requestId) ?? [],
      };
    },
  );
  app.get<IdParams>(
    "/__admin/requests/:id/images/:part",
    {
      schema: {
        ...tell("admin.call-image", "calls", { 404: ErrorAnswer }),
        others: ["application/octet-stream", "image/*"],
        summary: "An uploaded file, where the server was started with --keep-images.",
      },
    },
    async ({ space, params: { id, part } }, reply) => {
      const { record } = findEntry(space, id, spaces);
      const bytes = images.find(record.requestId, part);
      if (!bytes) {
        const how =
          keepImages === 0
            ? "start with --keep-images N to keep the last N files"
            : `--keep-images keeps the last ${keepImages} files`;
        throw new AdminError(404, `no file ${part.slice(0, 80)} of ${id} is kept; ${how}.`);
      }
      const format = record.files.find(({ name }) => name === part)?.format;
      return reply
        .type(format ? `image/${format}` : "application/octet-stream")
        .header("x-content-type-options", "nosniff")
        .send(bytes);
    },
  );
  app.post(
    "/__admin/requests/find",
    {
      schema: {
        ...tell("admin.find-calls", "calls", { 200: FoundCalls }),
        summary: "The calls that fit, the last first.",
        body: Type.Object(
          { match, limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })) },
          closed,
        ),
      },
    },
    async ({ space, body }) => {
      const { match: written, limit = 1000 } = body as { match?: WrittenRecordMatch; limit?: number };
      const found = findRecords(space, written).reverse();
      return { count: found.length, requests: found.slice(0, limit), ...noteOnHeaders(space, written) };
    },
  );
  app.post(
    "/__admin/requests/count",
    {
      schema: {
        ...tell("admin.count-calls", "calls", { 200: CallCount }),
        summary: "How many calls fit.",
        body: Type.Object({ match }, closed),
      },
    },
    async ({ space, body }) => {
      const { match: written } = body as { match?: WrittenRecordMatch };
      return { count: findRecords(space, written).length, ...noteOnHeaders(space, written) };
    },
  );
}

/** The entry with this id; throws a 404 that says what is kept, and where the call is if another space has it. */
export function findEntry(space: Space, id: string, spaces: Spaces): JournalEntry {
  const entry = space.journal.find(id);
  if (entry) return entry;
  const other = spaces.list().find(({ space: { journal } }) => journal.find(id) !== undefined)?.space.id;
  const place =
    other === undefined
      ? `its journal holds the last ${space.journal.size} of ${space.journal.total}`
      : `it came to space ${other}: GET ${other === defaultSpaceId ? "" : `/~${other}`}/__admin/requests/${id}`;
  throw new AdminError(404, `no call ${id.slice(0, 80)} is kept in space ${space.id}; ${place}.`);
}

/** The records that fit the question, the first first. */
export function findRecords(space: Space, written: WrittenRecordMatch | undefined): CallRecord[] {
  const matcher = toRecordMatcher(written);
  return space.journal
    .entries()
    .filter((entry) => matcher(entry).length === 0)
    .map(({ record }) => record);
}
