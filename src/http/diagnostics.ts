import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { createNotes, type Notes } from "../journal/notes.ts";
import { toEntry } from "../journal/record.ts";
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

/** Paths of the server itself, which no vendor has. */
const ownPath = /^\/(livez|readyz|metrics|__admin)(\/|$|\?)/;

/** Adds the X-Stuntface headers to emulated answers and hands every one of them to journal and log. */
export function addDiagnostics(app: FastifyInstance, { diagnostics }: Options, services: Services): void {
  app.decorateRequest("notes");
  app.decorateRequest("space");
  app.addHook("onRequest", async (request, reply) => {
    request.notes = createNotes();
    request.space = services.spaces.default;
    try {
      request.space = services.spaces.use(toSpaceId(request.originalUrl));
    } catch (error) {
      if (!(error instanceof SpaceError)) throw error;
      return reply.code(error.status).send({ detail: `Stuntface: ${error.message}` });
    }
  });
  const finish = (request: FastifyRequest, reply: FastifyReply, status: number | null) => {
    if (diagnostics) reply.headers(toHeaders(request));
    recordCall(request, reply, status, services);
  };
  app.decorate("finishBroken", finish);
  app.addHook("onSend", async (request, reply) => {
    if (!ownPath.test(request.url)) finish(request, reply, reply.statusCode);
  });
}

// Before the answer leaves, so that a client that asks for the journal next finds its call there.
function recordCall(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number | null,
  services: Services,
): void {
  const { notes, space } = request;
  if (notes.isRecorded) return;
  notes.isRecorded = true;
  const entry = toEntry({
    requestId: request.id,
    at: space.clock.now(),
    space: space.id,
    method: request.method,
    path: request.url.split("?")[0] ?? "",
    status,
    durationMs: reply.elapsedTime,
    headers: request.headers,
    askedHeaders: space.scenarios.askedHeaders(),
    notes,
    key: notes.key,
  });
  space.journal.add(entry);
  services.measurements.add(request.id, notes.pictures);
  services.record(entry.record);
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
