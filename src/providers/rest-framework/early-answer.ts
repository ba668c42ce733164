import type { FastifyReply, FastifyRequest } from "fastify";
import { toClientSignal } from "../../http/client-signal.ts";
import { type Answer, isWithoutAnswer, pause, toOwnResponse } from "../../pipeline.ts";
import type { Outcome } from "../../scenarios/scenario.ts";
import type { Selection } from "../../scenarios/selection.ts";
import type { Operation, ParsedRequest } from "../provider.ts";

/** The answer of an early step that needs nothing of the request; undefined for one that goes on, after its delay. */
export async function answerAtOnce<Request extends ParsedRequest, Verdict>(
  { step, delayMs }: Selection,
  operation: Operation<Request, Verdict>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Answer | undefined> {
  const { outcome } = step;
  if (!isAnsweredAtOnce(outcome)) return undefined;
  if (delayMs > 0) {
    await pause(delayMs, toClientSignal(reply));
    request.notes.timings.delay = delayMs;
  }
  if (outcome.kind === "error")
    return { response: operation.renderError(outcome.error, request.space.clock.now()) };
  if (outcome.kind === "http") return { response: toOwnResponse(outcome.http) };
  return outcome.kind === "fault"
    ? { response: { status: 0, body: undefined }, fault: outcome.fault }
    : undefined;
}

function isAnsweredAtOnce(outcome: Outcome): boolean {
  return (
    outcome.kind === "error" ||
    outcome.kind === "http" ||
    (outcome.kind === "fault" && isWithoutAnswer(outcome.fault))
  );
}
