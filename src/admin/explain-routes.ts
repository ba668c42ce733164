import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Static } from "typebox";
import { explainEntry } from "../explain/explain.ts";
import { toExplainText } from "../explain/explain-text.ts";
import type { Explanation } from "../explain/explanation.ts";
import type { JournalEntry } from "../journal/record.ts";
import type { Space } from "../sandbox/space.ts";
import type { Call } from "../scenarios/call.ts";
import { MagicError } from "../scenarios/magic.ts";
import { type OperationSpec, stages } from "../scenarios/scenario.ts";
import type { Decision } from "../scenarios/selection.ts";
import { ExplanationSchema } from "./call-answers.ts";
import type { AdminContext } from "./context.ts";
import { ImaginedCall, imagineCall } from "./dry-run.ts";
import { findEntry } from "./request-routes.ts";
import { ErrorAnswer } from "./server-answers.ts";
import { tell } from "./told.ts";

/** Why a call was answered as it was, or how one would be: as JSON, or as text for `Accept: text/plain`. */
export function addExplainRoutes(app: FastifyInstance, context: AdminContext): void {
  app.get<{ Params: { id: string } }>(
    "/__admin/requests/:id/explain",
    {
      schema: {
        ...tell("admin.explain-call", "calls", { 200: ExplanationSchema, 404: ErrorAnswer }),
        others: ["text/plain"],
        summary: "Why a call was answered as it was; text for Accept: text/plain.",
      },
    },
    async (request, reply) => {
      const entry = findEntry(request.space, request.params.id, context.services.spaces);
      return send(request, reply, explain(entry, request.space, context));
    },
  );
  app.post(
    "/__admin/explain",
    {
      schema: {
        ...tell("admin.explain", "calls", { 200: ExplanationSchema }),
        others: ["text/plain"],
        summary:
          "How a call would be answered by an admitted caller; nothing is counted. Text for Accept: text/plain.",
        body: ImaginedCall,
      },
    },
    async (request, reply) => {
      const entry = imagineCall(request.space, request.body as Static<typeof ImaginedCall>, context);
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
  const others = () => services.spaces.list().filter(({ space: other }) => other !== space);
  return explainEntry(entry, {
    scenarios: space.scenarios.list(),
    spec,
    endpoints,
    findHash: services.fingerprints.find,
    findElsewhere(call) {
      for (const { space: other } of others()) {
        const scenario = spec && preview(other, call, spec)?.selection?.scenario;
        if (scenario?.origin === "run-time" || scenario?.origin === "armed")
          return { space: other.id, scenario: scenario.id };
      }
      return undefined;
    },
  });
}

/** What the scenarios of another space would make of a call, stage by stage; undefined when they cannot be asked. */
function preview(space: Space, call: Call, spec: OperationSpec): Decision | undefined {
  try {
    const decisions = stages.map((stage) =>
      space.scenarios.preview({ call, spec, names: { magic: [] }, stage }),
    );
    return decisions.find(({ selection, exhausted }) => selection ?? exhausted);
  } catch (error) {
    if (error instanceof MagicError) return undefined;
    throw error;
  }
}

function send({ headers }: FastifyRequest, reply: FastifyReply, explanation: Explanation): FastifyReply {
  const accept = headers.accept ?? "";
  const wantsText = /text\/plain/i.test(accept) && !/application\/json/i.test(accept);
  return wantsText
    ? reply.type("text/plain; charset=utf-8").send(toExplainText(explanation))
    : reply.send(explanation);
}
