import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import Type from "typebox";
import { RecordMatchSchema, type WrittenRecordMatch } from "../journal/record-match.ts";
import { FoundCalls, MissedCalls } from "./call-answers.ts";
import { noteOnHeaders } from "./header-note.ts";
import { findRecords } from "./request-routes.ts";
import { tell } from "./told.ts";

const maxWaitMs = 60_000;
const heartbeatMs = 15_000;
/** A reader that lets so much pile up does not read. */
const maxUnreadBytes = 4 * 1024 * 1024;

/** Waiting for calls that have not come yet, and watching them come. */
export function addWatchRoutes(app: FastifyInstance): void {
  app.post(
    "/__admin/requests/wait",
    {
      schema: {
        ...tell("admin.wait", "calls", { 200: FoundCalls, 408: MissedCalls, 503: MissedCalls }),
        summary: "Answers as soon as `count` calls fit; 408 when they do not come in time.",
        body: Type.Object(
          {
            match: Type.Optional(RecordMatchSchema),
            count: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
            timeout_ms: Type.Optional(Type.Integer({ minimum: 0, maximum: maxWaitMs })),
          },
          { additionalProperties: false },
        ),
      },
    },
    async (request, reply) => waitForCalls(request, reply, app.stopping),
  );
  app.get(
    "/__admin/requests/stream",
    {
      schema: {
        ...tell("admin.stream", "calls", {}),
        others: ["text/event-stream"],
        summary: "Every call from now on, as server-sent events.",
      },
    },
    async (request, reply) => streamCalls(request, reply, app.stopping),
  );
}

type Wait = { readonly match?: WrittenRecordMatch; readonly count?: number; readonly timeout_ms?: number };

/** Why a wait ended before all calls had come. */
type Ending = "time" | "left" | "stopping" | "deleted";

async function waitForCalls(
  { space, body, raw }: FastifyRequest,
  reply: FastifyReply,
  stopping: AbortSignal,
): Promise<unknown> {
  const { match, count = 1, timeout_ms = 10_000 } = body as Wait;
  let found = findRecords(space, match);
  const ending = await new Promise<Ending | undefined>((resolve) => {
    if (found.length >= count) return resolve(undefined);
    const end = (how?: Ending) => {
      clearTimeout(timer);
      unlisten();
      stopping.removeEventListener("abort", onStop);
      raw.socket.off("close", onLeave);
      resolve(how);
    };
    const onStop = () => end("stopping");
    const onLeave = () => end("left");
    const timer = setTimeout(() => end("time"), timeout_ms);
    const unlisten = space.journal.listen(
      () => {
        found = findRecords(space, match);
        if (found.length >= count) end();
      },
      () => end("deleted"),
    );
    stopping.addEventListener("abort", onStop, { once: true });
    raw.socket.once("close", onLeave);
  });
  const answer = { count: found.length, requests: found.reverse(), ...noteOnHeaders(space, match) };
  if (ending === undefined) return answer;
  const reason = {
    time: `within ${timeout_ms} ms`,
    left: "while the client was there",
    stopping: "until the server stopped",
    deleted: `until the space ${space.id} was deleted`,
  }[ending];
  const status = ending === "stopping" ? 503 : 408;
  return reply
    .code(status)
    .send({ error: `wanted ${count} call(s) ${reason}, found ${answer.count}.`, ...answer });
}

/** Sends every call as an event; ends with the client, the server or the space. A client that does not read is dropped. */
async function streamCalls(
  { space }: FastifyRequest,
  reply: FastifyReply,
  stopping: AbortSignal,
): Promise<FastifyReply> {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    "content-type": "text/event-stream",
    "cache-control": "no-store",
    connection: "close",
  });
  raw.write(": calls of this space from now on\n\n");
  const end = () => raw.end();
  const heartbeat = setInterval(() => raw.write(":\n\n"), heartbeatMs);
  const unlisten = space.journal.listen((record) => {
    if (raw.writableLength > maxUnreadBytes) raw.destroy();
    else raw.write(`event: call\nid: ${record.requestId}\ndata: ${JSON.stringify(record)}\n\n`);
  }, end);
  stopping.addEventListener("abort", end, { once: true });
  raw.once("close", () => {
    clearInterval(heartbeat);
    unlisten();
    stopping.removeEventListener("abort", end);
  });
  return reply;
}
