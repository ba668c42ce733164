import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import Type from "typebox";
import type { CallRecord, JournalEntry } from "../journal/record.ts";
import { RecordMatchSchema, toRecordMatcher, type WrittenRecordMatch } from "../journal/record-match.ts";
import { defaultSpaceId, type Space } from "../sandbox/space.ts";
import type { Spaces } from "../sandbox/spaces.ts";
import { AdminError } from "./admin-error.ts";
import type { AdminContext } from "./context.ts";

const closed = { additionalProperties: false };
const match = Type.Optional(RecordMatchSchema);
const maxWaitMs = 60_000;
const heartbeatMs = 15_000;
/** A reader that lets so much pile up does not read. */
const maxUnreadBytes = 4 * 1024 * 1024;

type IdParams = { Params: { id: string; part: string } };

/** The calls that a space answered: listing, finding, counting, waiting for them and watching them. */
export function addRequestRoutes(app: FastifyInstance, context: AdminContext): void {
  const { measurements, images, spaces } = context.services;
  app.get(
    "/__admin/requests",
    { schema: { summary: "The calls that are kept, the last first." } },
    async ({ space }) => ({ total: space.journal.total, requests: space.journal.list() }),
  );
  app.delete("/__admin/requests", { schema: { summary: "Forgets the calls." } }, async ({ space }) => {
    const forgotten = space.journal.size;
    space.journal.clear();
    return { forgotten };
  });
  app.get<IdParams>(
    "/__admin/requests/:id",
    { schema: { summary: "One call." } },
    async (request) => findEntry(request.space, request.params.id, spaces).record,
  );
  app.get<IdParams>(
    "/__admin/requests/:id/faces",
    { schema: { summary: "Everything that was measured in the pictures of one of the last 200 calls." } },
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
    { schema: { summary: "An uploaded file, where the server was started with --keep-images." } },
    async ({ space, params: { id, part } }, reply) => {
      const { record } = findEntry(space, id, spaces);
      const bytes = images.find(record.requestId, part);
      if (!bytes)
        throw new AdminError(404, `no file ${part} of ${id} is kept; --keep-images N keeps the last N.`);
      const format = record.files.find(({ name }) => name === part)?.format;
      return reply.type(format ? `image/${format}` : "application/octet-stream").send(bytes);
    },
  );
  app.post(
    "/__admin/requests/find",
    {
      schema: {
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
      return { count: found.length, requests: found.slice(0, limit) };
    },
  );
  app.post(
    "/__admin/requests/count",
    { schema: { summary: "How many calls fit.", body: Type.Object({ match }, closed) } },
    async ({ space, body }) => ({
      count: findRecords(space, (body as { match?: WrittenRecordMatch }).match).length,
    }),
  );
  app.post(
    "/__admin/requests/wait",
    {
      schema: {
        summary: "Answers as soon as `count` calls fit; 408 when they do not come in time.",
        body: Type.Object(
          {
            match,
            count: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
            timeout_ms: Type.Optional(Type.Integer({ minimum: 0, maximum: maxWaitMs })),
          },
          closed,
        ),
      },
    },
    async (request, reply) => waitForCalls(request, reply, app.stopping),
  );
  app.get(
    "/__admin/requests/stream",
    { schema: { summary: "Every call from now on, as server-sent events." } },
    async (request, reply) => streamCalls(request, reply, app.stopping),
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

function findRecords(space: Space, written: WrittenRecordMatch | undefined): CallRecord[] {
  const matcher = toRecordMatcher(written);
  return space.journal
    .entries()
    .filter((entry) => matcher(entry).length === 0)
    .map(({ record }) => record);
}

async function waitForCalls(
  { space, body, raw }: FastifyRequest,
  reply: FastifyReply,
  stopping: AbortSignal,
) {
  const {
    match,
    count = 1,
    timeout_ms = 10_000,
  } = body as {
    match?: WrittenRecordMatch;
    count?: number;
    timeout_ms?: number;
  };
  const find = () => findRecords(space, match);
  let found = find();
  if (found.length < count)
    await new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer);
        unlisten();
        stopping.removeEventListener("abort", end);
        raw.socket.off("close", end);
        resolve();
      };
      const timer = setTimeout(end, timeout_ms);
      const unlisten = space.journal.listen(() => {
        found = find();
        if (found.length >= count) end();
      });
      stopping.addEventListener("abort", end, { once: true });
      raw.socket.once("close", end);
    });
  if (found.length >= count) return { count: found.length, requests: found.reverse() };
  return reply.code(408).send({
    error: `wanted ${count} call(s) within ${timeout_ms} ms, found ${found.length}.`,
    count: found.length,
    requests: found.reverse(),
  });
}

async function streamCalls(
  { space }: FastifyRequest,
  reply: FastifyReply,
  stopping: AbortSignal,
): Promise<FastifyReply> {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  raw.write(": calls of this space from now on\n\n");
  const end = () => raw.end();
  const heartbeat = setInterval(() => raw.write(":\n\n"), heartbeatMs);
  const unlisten = space.journal.listen((record) => {
    if (raw.writableLength > maxUnreadBytes) raw.destroy();
    else raw.write(`event: call\nid: ${record.requestId}\ndata: ${JSON.stringify(record)}\n\n`);
  });
  stopping.addEventListener("abort", end, { once: true });
  raw.once("close", () => {
    clearInterval(heartbeat);
    unlisten();
    stopping.removeEventListener("abort", end);
  });
  return reply;
}
