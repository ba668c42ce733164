import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { UnreadableImageError } from "./face/engine.ts";
import type { FaceFacts } from "./face/facts.ts";
import { createPlausibleFacts } from "./face/plausible.ts";
import { type CallRecord, type SeenPicture, toSeenPicture } from "./journal/record.ts";
import type { ImageInput, Operation, ParsedRequest, WireResponse } from "./providers/provider.ts";
import { applySet } from "./scenarios/outcome.ts";
import type { Call, Outcome, Overlay } from "./scenarios/scenario.ts";
import type { Names } from "./scenarios/store.ts";
import type { Services } from "./services.ts";

/** A request on its way through the house: what was asked, and what scenarios may select by. */
export type Passage<Request extends ParsedRequest> = {
  readonly requestId: string;
  readonly answerNumber: number;
  readonly request: Request;
  readonly call: Call;
  readonly names: Names;
  /** Aborted when the client is gone. */
  readonly signal: AbortSignal;
};

/** How an answer came to be, for diagnostic headers and the log. */
export type Diagnosis = Pick<CallRecord, "scenario" | "outcome" | "timings" | "pictures">;

/** The whole way of a valid request: match, analyze, decide, force, render. */
export async function answer<Request extends ParsedRequest, Verdict>(
  operation: Operation<Request, Verdict>,
  passage: Passage<Request>,
  services: Services,
): Promise<{ readonly response: WireResponse; readonly diagnosis: Diagnosis }> {
  const { request, requestId, answerNumber, call, names, signal } = passage;
  const timings: Record<string, number> = {};
  const pictures: SeenPicture[] = [];
  const selection = await timed(timings, "match", () =>
    services.scenarios.select(call, operation.spec, names),
  );
  const step = selection?.step ?? { outcome: { kind: "real" } as Outcome, delayMs: 0 };
  const { outcome } = step;
  // A server that closes does not wait for answers that were ordered to be late.
  if (step.delayMs > 0) await timed(timings, "delay", () => sleep(step.delayMs, undefined, { ref: false }));
  const render = async (): Promise<WireResponse> => {
    if (outcome.kind === "error") return operation.renderError(outcome.error, services.now(), request);
    const overlay = outcome.kind === "overlay" ? outcome.overlay : undefined;
    const stage = request.images.length > 0 ? "detect" : "decide";
    const verdict = await timed(timings, stage, () =>
      judge(operation, request, overlay, signal, pictures, services),
    );
    const meta = { requestId, now: services.now(), answerNumber };
    const response = operation.render(verdict, request, meta);
    return { ...response, body: applySet(response.body, overlay?.set) };
  };
  const response = await render();
  return {
    response,
    diagnosis: { scenario: selection?.label ?? "none", outcome: outcome.kind, timings, pictures },
  };
}

async function judge<Request extends ParsedRequest, Verdict>(
  operation: Operation<Request, Verdict>,
  request: Request,
  overlay: Overlay | undefined,
  signal: AbortSignal,
  pictures: SeenPicture[],
  { engine }: Services,
): Promise<Verdict> {
  const isMadeUp = overlay !== undefined && (overlay.detection === "skip" || operation.isFixedBy(overlay));
  const look = async ({ bytes }: ImageInput): Promise<FaceFacts> => {
    if (!isMadeUp) return engine.analyze(bytes, { rotate: request.rotate, signal });
    // Loaded when first needed: the library behind it would slow the start and take 40 MB in a process that rarely uses it.
    const { probe } = await import("./face/decode.ts");
    const { widthPx, heightPx } = await probe(bytes);
    return createPlausibleFacts(widthPx, heightPx);
  };
  const seen = await Promise.allSettled(request.images.map(look));
  for (const result of seen)
    if (result.status === "rejected" && !(result.reason instanceof UnreadableImageError)) throw result.reason;
  for (const [index, result] of seen.entries()) {
    const image = request.images[index];
    // What was made up was not seen, and the journal must not say so.
    if (image && !isMadeUp && result.status === "fulfilled")
      pictures.push(toSeenPicture(image, result.value));
  }
  const unreadable = request.images.filter((_, index) => seen[index]?.status === "rejected");
  const facts = seen.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  const verdict =
    unreadable.length > 0 ? operation.decideUnreadable(unreadable) : await operation.decide(facts, request);
  return overlay ? operation.force(verdict, overlay, request) : verdict;
}

async function timed<T>(
  timings: Record<string, number>,
  stage: string,
  work: () => T | Promise<T>,
): Promise<T> {
  const start = performance.now();
  try {
    return await work();
  } finally {
    timings[stage] = performance.now() - start;
  }
}
