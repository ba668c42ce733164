import type { FastifyInstance } from "fastify";
import type { CallRecord } from "../journal/record.ts";
import type { Options } from "../options.ts";
import type { Diagnosis } from "../pipeline.ts";
import type { Services } from "../services.ts";

declare module "fastify" {
  interface FastifyReply {
    /** How the answer came to be; null for answers that no check gave. */
    diagnosis: Diagnosis | null;
    /** Message of the error behind a 500; null otherwise. */
    failure: string | null;
  }
}

/** Paths of the server itself, which no vendor has. */
const ownPath = /^\/(livez|readyz|__admin)(\/|$|\?)/;

/** Adds the X-Stuntface headers to emulated answers and hands every one of them to the record. */
export function addDiagnostics(
  app: FastifyInstance,
  { diagnostics }: Options,
  { journal, record }: Services,
): void {
  app.decorateReply("diagnosis", null);
  app.decorateReply("failure", null);
  app.addHook("onSend", async (request, reply) => {
    if (!diagnostics || ownPath.test(request.url)) return;
    const { diagnosis } = reply;
    reply.headers({
      "x-stuntface-request-id": request.id,
      "x-stuntface-scenario": diagnosis?.scenario ?? "none",
      "x-stuntface-outcome": diagnosis?.outcome ?? "real",
      ...(diagnosis ? { "server-timing": toServerTiming(diagnosis) } : {}),
    });
  });
  app.addHook("onResponse", async (request, reply) => {
    if (ownPath.test(request.url)) return;
    const call: CallRecord = {
      requestId: request.id,
      method: request.method,
      path: request.url.split("?")[0] ?? "",
      status: reply.statusCode,
      outcome: reply.diagnosis?.outcome ?? "real",
      scenario: reply.diagnosis?.scenario ?? "none",
      durationMs: reply.elapsedTime,
      timings: reply.diagnosis?.timings ?? {},
      pictures: reply.diagnosis?.pictures ?? [],
      ...(reply.failure === null ? {} : { error: reply.failure }),
    };
    journal.add(call);
    record(call);
  });
}

function toServerTiming({ timings }: Diagnosis): string {
  return Object.entries(timings)
    .map(([stage, ms]) => `${stage};dur=${ms.toFixed(1)}`)
    .join(", ");
}
