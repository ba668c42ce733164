import { setTimeout as sleep } from "node:timers/promises";
import { AbandonedError } from "./face/engine.ts";
import type { FaceFacts } from "./face/facts.ts";
import type { Notes } from "./journal/notes.ts";
import { addHashes, type Look, look, makeUp, timed } from "./look.ts";
import type { AnswerMeta, Operation, ParsedRequest, WireResponse } from "./providers/provider.ts";
import type { Space } from "./sandbox/space.ts";
import { applySet } from "./scenarios/outcome.ts";
import type { Fault, Need, Outcome, OwnAnswer } from "./scenarios/scenario.ts";
import { ExhaustedError, type Question, type Selection } from "./scenarios/selection.ts";
import type { Services } from "./services.ts";

/** A request on its way through the house: what was asked, and what scenarios may select by. */
export type Passage<Request extends ParsedRequest> = {
  readonly space: Space;
  readonly request: Request;
  readonly question: Question;
  /** The scenario step that answers, where an early stage found one. */
  readonly selection: Selection | undefined;
  readonly meta: () => AnswerMeta;
  readonly notes: Notes;
  /** Aborted when the client is gone. */
  readonly signal: AbortSignal;
};

/** What goes back to the client, and how it is broken on its way. */
export type Answer<Verdict = unknown> = {
  readonly response: WireResponse;
  readonly fault?: Fault;
  /** Of a check that was completed, with the facts it rests on where the networks found them. */
  readonly completed?: { readonly verdict: Verdict; readonly facts: readonly FaceFacts[] };
};

/** The whole way of a valid request: match, analyze, decide, force, render. */
export async function answer<Request extends ParsedRequest, Verdict>(
  operation: Operation<Request, Verdict>,
  passage: Passage<Request>,
  services: Services,
): Promise<Answer<Verdict>> {
  const { request, notes, meta } = passage;
  const { selection, looks } = passage.selection
    ? { selection: passage.selection, looks: undefined }
    : await match(passage, services);
  const outcome: Outcome = selection?.step.outcome ?? { kind: "real" };
  await wait(selection, passage);
  if (outcome.kind === "error")
    return { response: operation.renderError(outcome.error, passage.space.clock.now()) };
  if (outcome.kind === "http") return { response: toOwnResponse(outcome.http) };
  const fault = outcome.kind === "fault" ? outcome.fault : undefined;
  if (fault !== undefined && isWithoutAnswer(fault)) return { response: nothing, fault };
  const overlay = outcome.kind === "overlay" ? outcome.overlay : undefined;
  const stage = request.images.length > 0 ? "detect" : "decide";
  const isMadeUp = overlay !== undefined && (overlay.detection === "skip" || operation.isFixedBy(overlay));
  const completed = await timed(notes, stage, async () => {
    const seen = isMadeUp ? request.images.map(makeUp) : (looks ?? (await look(passage, services)));
    const facts = seen.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    const found = await judge(operation, passage, seen, facts);
    const verdict = overlay ? operation.force(found, overlay, request) : found;
    return { verdict, facts: isMadeUp ? [] : facts };
  });
  const response = operation.render(completed.verdict, request, meta());
  const body = applySet(response.body, overlay?.set);
  return { response: { ...response, body }, completed, ...(fault === undefined ? {} : { fault }) };
}

/** Whether the client receives nothing of an answer, so that none has to be made. */
export function isWithoutAnswer(fault: Fault): boolean {
  return fault !== "truncate" && typeof fault === "string";
}

/** The response that the scenario's author wrote. */
export function toOwnResponse({ status, headers, body }: OwnAnswer): WireResponse {
  const isText = typeof body === "string";
  const text = body === undefined ? "" : isText ? body : JSON.stringify(body);
  const type =
    !isText && body !== undefined ? "application/json" : /^\s*</.test(text) ? "text/html" : "text/plain";
  const names = Object.keys(headers).map((name) => name.toLowerCase());
  const standard = text === "" || names.includes("content-type") ? {} : { "content-type": type };
  return { status, body: undefined, headers: { ...standard, ...headers }, raw: Buffer.from(text) };
}

/** The cheap one may make the other needless. */
const byCost: readonly Need[] = ["perceptual-hash", "detection"];
const nothing: WireResponse = { status: 0, body: undefined };

/** Asks the scenarios, after measuring what they select by; notes who answers. */
async function match<Request extends ParsedRequest>(
  passage: Passage<Request>,
  services: Services,
): Promise<{ selection: Selection | undefined; looks: readonly Look[] | undefined }> {
  const { space, notes, request } = passage;
  const measured = new Set<Need>();
  const ask = (): Question => ({ ...passage.question, call: notes.call ?? passage.question.call });
  let looks: readonly Look[] | undefined;
  // Asked again after each measurement: by then other calls may have moved the counters.
  const next = () => {
    const needs = space.scenarios.listNeeds(ask(), measured);
    return byCost.find((need) => needs.has(need));
  };
  for (let need = next(); need !== undefined; need = next()) {
    if (need === "detection") looks = await timed(notes, "detect", () => look(passage, services));
    else await timed(notes, "hash", () => addHashes(passage, services));
    measured.add(need);
  }
  const selection = await timed(notes, "match", () => select(space, ask(), notes));
  return { selection, looks: request.images.length > 0 ? looks : undefined };
}

/** The step that answers at the question's stage, noted; throws MagicError or {@link ExhaustedError}. */
export function select(space: Space, question: Question, notes: Notes): Selection | undefined {
  const { selection, passedOver, exhausted } = space.scenarios.select(question);
  notes.passedOver = [...notes.passedOver, ...passedOver];
  if (exhausted) throw new ExhaustedError(exhausted);
  if (selection) {
    notes.scenario = selection.label;
    notes.outcome = selection.step.outcome.kind;
  }
  return selection;
}

async function wait<Request extends ParsedRequest>(
  selection: Selection | undefined,
  { notes, signal }: Passage<Request>,
): Promise<void> {
  if (selection === undefined || selection.delayMs <= 0) return;
  await timed(notes, "delay", () => pause(selection.delayMs, signal));
}

/** Waits; rejects with {@link AbandonedError} as soon as nobody waits any more. */
export async function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  await sleep(delayMs, undefined, { ref: false, signal }).catch(() => {
    throw new AbandonedError("The client left before the ordered delay was over.");
  });
}

async function judge<Request extends ParsedRequest, Verdict>(
  operation: Operation<Request, Verdict>,
  { request, space }: Passage<Request>,
  looks: readonly Look[],
  facts: readonly FaceFacts[],
): Promise<Verdict> {
  const unreadable = request.images.filter((_, index) => looks[index]?.status === "rejected");
  if (unreadable.length > 0) return operation.decideUnreadable(unreadable);
  return operation.decide(facts, request, space);
}
