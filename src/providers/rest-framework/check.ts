import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { FaceFacts } from "../../face/facts.ts";
import { toClientSignal } from "../../http/client-signal.ts";
import type { Form } from "../../http/form.ts";
import { addHashes, timed } from "../../look.ts";
import { type Answer, answer, select } from "../../pipeline.ts";
import type { Space } from "../../sandbox/space.ts";
import type { Call } from "../../scenarios/call.ts";
import type { OperationSpec, Stage } from "../../scenarios/scenario.ts";
import type { Question, Selection } from "../../scenarios/selection.ts";
import type { Services } from "../../services.ts";
import type { AnswerMeta, Operation, ParsedRequest, WireResponse } from "../provider.ts";
import { type Caller, readOrRefuse, toCall, toCaller, withFields, withHeaders } from "./called.ts";
import { listViolations } from "./contract.ts";
import { answerAtOnce } from "./early-answer.ts";
import { addEndpoint } from "./endpoint.ts";
import { Refusal } from "./refusal.ts";
import { toSha256 } from "./sha256.ts";

/** How one operation of a vendor is reached and read. */
export type Check<Request extends ParsedRequest, Verdict> = {
  readonly paths: readonly string[];
  /** What scenarios can force, whatever the settings of a space. */
  readonly spec: OperationSpec;
  /** The operation with the settings of a space. */
  readonly operation: (space: Space) => Operation<Request, Verdict>;
  /** The key as it was sent, before anybody looked whether it is good. */
  readonly readKey: (request: FastifyRequest) => string | undefined;
  /** Admits the caller before any of the body is read; throws a {@link Refusal}. */
  readonly admit: (request: FastifyRequest, reply: FastifyReply, space: Space) => Caller | Promise<Caller>;
  /** Reads the body; throws a {@link Refusal} for one of another type or a broken one. */
  readonly read: (request: FastifyRequest, space: Space) => Promise<Form>;
  /** The request that the form holds, with defaults in the place of what is wrong, and how it is refused for that. */
  readonly parse: (form: Form, caller: Caller, space: Space) => Parsed<Request> | Promise<Parsed<Request>>;
  /** Values that can order an outcome. */
  readonly listOrders: (request: Request, caller: Caller) => readonly (string | undefined)[];
  /** Number of the next answer of the space. */
  readonly countAnswer: (space: Space) => number | Promise<number>;
  /** Takes the price of the check before any of the body is read; throws a {@link Refusal}. What it returns gives the price back. */
  readonly charge?: (caller: Caller, space: Space) => Promise<(() => Promise<void>) | undefined>;
  /** Keeps what is to be kept of a completed check, before its answer leaves. */
  readonly complete?: (completed: CompletedCheck<Request, Verdict>) => Promise<void>;
};

/** A check that has its answer. */
export type CompletedCheck<Request, Verdict> = {
  readonly space: Space;
  readonly request: Request;
  readonly caller: Caller;
  readonly verdict: Verdict;
  /** What the networks found; empty when they were not asked. */
  readonly facts: readonly FaceFacts[];
  readonly meta: AnswerMeta;
  readonly response: WireResponse;
};

/** A request as far as it could be read. */
export type Parsed<Request> = {
  readonly request: Request;
  readonly refusal?: Refusal | undefined;
  /** What the vendor takes although its contract does not say so, a sentence each. */
  readonly oddities?: readonly string[];
};

/** Serves an operation: admission, validation and the check itself, with the scenarios asked before each. */
export function addCheck<Request extends ParsedRequest, Verdict>(
  app: FastifyInstance,
  services: Services,
  isStrict: boolean,
  check: Check<Request, Verdict>,
): void {
  const { spec } = check;
  const selections = new WeakMap<FastifyRequest, Selection>();
  const callers = new WeakMap<FastifyRequest, Caller>();

  const toQuestion = (call: Call, stage: Stage): Question => ({ call, spec, names: { magic: [] }, stage });

  const ask = (request: FastifyRequest, call: Call, stage: Stage): Selection | undefined => {
    request.notes.call = call;
    const selection = select(request.space, toQuestion(call, stage), request.notes);
    if (selection) selections.set(request, selection);
    return selection;
  };

  const askBeforeValidation = async (request: FastifyRequest, call: Call, parsed: Request) => {
    const { space, notes } = request;
    const needs = space.scenarios.listNeeds(toQuestion(call, "before_validation"), new Set());
    if (needs.has("perceptual-hash"))
      await timed(notes, "hash", () => addHashes({ request: parsed, notes }, services));
    return ask(request, notes.call ?? call, "before_validation");
  };

  const admit = async (request: FastifyRequest, reply: FastifyReply): Promise<Answer | undefined> => {
    const key = check.readKey(request);
    request.notes.operation = spec.id;
    request.notes.key = key;
    const call: Call = {
      operation: spec.id,
      headers: request.headers,
      fields: {},
      files: [],
      ...toCaller({ apiKey: key }),
    };
    const selection = ask(request, call, "before_auth");
    if (selection) return answerAtOnce(selection, check.operation(request.space), request, reply);
    const caller = await check.admit(request, reply, request.space);
    callers.set(request, caller);
    return undefined;
  };

  const settle = async (request: FastifyRequest, reply: FastifyReply): Promise<Answer> => {
    const caller = callers.get(request);
    const giveBack = caller && (await check.charge?.(caller, request.space));
    let isCompleted = false;
    try {
      const answer = await handle(request, reply);
      isCompleted = answer.completed !== undefined;
      return answer;
    } finally {
      // Only completed checks cost, whatever kept the others from it.
      if (!isCompleted) await giveBack?.();
    }
  };

  const handle = async (request: FastifyRequest, reply: FastifyReply): Promise<Answer> => {
    const { space, notes } = request;
    const operation = check.operation(space);
    const caller = callers.get(request) ?? {};
    const start = performance.now();
    const read = await readOrRefuse(() => check.read(request, space));
    const form = withHeaders(read.form);
    notes.timings.parse = performance.now() - start;
    notes.parts = { texts: [...form.texts.keys()], files: [...form.files.keys()] };
    for (const { name, bytes } of form.files.values()) services.images.add(request.id, name, bytes);
    const { request: parsed, refusal: fault, oddities = [] } = await check.parse(form, caller, space);
    notes.violations = [...listViolations(spec, form, Object.keys(request.query as object)), ...oddities];
    const refusal = read.refusal ?? fault;
    const call = toCall(spec.id, request, callers.get(request) ?? { apiKey: notes.key }, form);
    const { fields, username = call.username } = parsed;
    // Nobody sent the defaults of a request that is refused.
    notes.call = { ...withFields(call, fields, refusal ? [...form.texts.keys()] : undefined), username };
    const early = selections.get(request) ?? (await askBeforeValidation(request, notes.call, parsed));
    const done = early && (await answerAtOnce(early, operation, request, reply));
    if (done) return done;
    if (refusal && !early) throw refusal;
    if (isStrict && notes.violations.length > 0 && !early)
      throw new Refusal(400, { detail: `Stuntface: strict: ${notes.violations.join(" ")}` });
    const orders = check.listOrders(parsed, caller);
    const key = caller.apiKey ?? caller.username;
    notes.magic = orders.filter((order) => order !== undefined);
    const names = { magic: orders, ...(key === undefined ? {} : { key }) };
    let meta: AnswerMeta | undefined;
    const number = await check.countAnswer(space);
    const toAnswerMeta = () => {
      meta ??= toMeta(request, parsed, spec.id, number, services);
      return meta;
    };
    const answered = await answer(
      operation,
      {
        space,
        request: parsed,
        question: { call: notes.call, spec, names, stage: "normal" },
        selection: early,
        meta: toAnswerMeta,
        notes,
        signal: toClientSignal(reply),
      },
      services,
    );
    const { completed, response } = answered;
    if (completed)
      await check.complete?.({
        ...completed,
        space,
        request: parsed,
        caller,
        meta: toAnswerMeta(),
        response,
      });
    return answered;
  };

  addEndpoint(app, { paths: check.paths, method: "POST", admit, handle: settle });
}

function toMeta(
  request: FastifyRequest,
  { images, fields }: ParsedRequest,
  operation: string,
  number: number,
  { identity }: Services,
): AnswerMeta {
  const content = () => JSON.stringify([operation, fields, images.map(({ bytes }) => toSha256(bytes)())]);
  const name = identity.toAnswerName({ id: request.id, number }, content);
  if (name.id !== request.id) request.notes.answerId = name.id;
  return { requestId: name.id, answerNumber: name.number, now: request.space.clock.now() };
}
