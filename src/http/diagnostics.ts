import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { createNotes, type Notes } from "../journal/notes.ts";
import { type JournalEntry, toEntry } from "../journal/record.ts";
import type { Options } from "../options.ts";
import type { Space } from "../sandbox/space.ts";
import { SpaceError } from "../sandbox/spaces.ts";
import type { Services } from "../services.ts";
import { toSpaceId } from "./space-path.ts";

declare module "fastify" {
  interface FastifyInstance {
    /** Records an answer that is not sent in the usual way and sets its diagnostic headers; `status` is null when nothing is answered. */
    finishBroken: (request: FastifyRequest, reply: FastifyReply, status: number | null) => void;
  }
  interface FastifyRequest {
    /** How the answer came to be. */
    notes: Notes;
    /** The space that the request's path names, or the default one. */
    space: Space;
  }
}

/** Whether a routed path is one of the server itself, which no vendor has. */
export function isOwnPath(url: string): boolean {
  return /^\/(livez|readyz|metrics|__admin)(\/|$|\?)/.test(url);
}

/** Adds the X-Stuntface headers to emulated answers and hands every one of them to journal and log. */
export function addDiagnostics(app: FastifyInstance, { diagnostics }: Options, services: Services): void {
  app.decorateRequest("notes");
  app.decorateRequest("space");
  const strays = new WeakSet<FastifyRequest>();
  app.addHook("onRequest", async (request, reply) => {
    request.notes = createNotes();
    request.space = services.spaces.default;
    try {
      request.space = services.spaces.use(toSpaceId(request.originalUrl));
    } catch (error) {
      if (!(error instanceof SpaceError)) throw error;
      strays.add(request);
      request.notes.failure = error.message;
      const body = isOwnPath(request.url)
        ? { error: error.message }
        : { detail: `Stuntface: ${error.message}` };
      return reply.code(error.status).send(body);
    }
  });
  const finish = (request: FastifyRequest, reply: FastifyReply, status: number | null) => {
    if (diagnostics) reply.headers(toHeaders(request));
    if (request.notes.isRecorded) return;
    request.notes.isRecorded = true;
    const isStray = strays.has(request);
    const entry = toCallEntry(request, reply, status, isStray);
    // A call that has no space is no other space's affair.
    if (!isStray) {
      request.space.journal.add(entry);
      services.measurements.add(request.id, request.notes.pictures);
    }
    services.record(entry.record);
  };
  app.decorate("finishBroken", finish);
  // Before the answer leaves, so that a client that asks for the journal next finds its call there.
  app.addHook("onSend", async (request, reply) => {
    if (!isOwnPath(request.url)) finish(request, reply, reply.statusCode);
  });
}

function toCallEntry(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number | null,
  isStray: boolean,
): JournalEntry {
  const { notes, space } = request;
  return toEntry({
    requestId: request.id,
    at: space.clock.now(),
    space: isStray ? toSpaceId(request.originalUrl).slice(0, 64) : space.id,
    method: request.method,
    path: request.url.split("?")[0] ?? "",
    status,
    durationMs: reply.elapsedTime,
    headers: request.headers,
    askedHeaders: space.scenarios.askedHeaders(),
    notes,
    key: notes.key,
  });
}

function toHeaders({ id, notes }: FastifyRequest): Record<string, string> {
  const timings = Object.entries(notes.timings).map(([stage, ms]) => `${stage};dur=${ms.toFixed(1)}`);
  return {
    "x-stuntface-request-id": id,
    "x-stuntface-scenario": notes.scenario,
    "x-stuntface-outcome": notes.outcome,
    ...(timings.length > 0 ? { "server-timing": timings.join(", ") } : {}),
  };
}
