import multipart from "@fastify/multipart";
import type { FastifyError, FastifyInstance, FastifyRequest } from "fastify";
import { AbandonedError, EngineBusyError } from "../../face/engine.ts";
import { type Form, FormError, type FormLimits, readForm } from "../../http/form.ts";
import { MagicError } from "../../scenarios/magic.ts";
import { ExhaustedError } from "../../scenarios/selection.ts";
import type { WireResponse } from "../provider.ts";
import { sendWire } from "./endpoint.ts";
import { messages } from "./messages.ts";
import { Refusal, toSentence } from "./refusal.ts";
import { unavailable } from "./unavailable.ts";

/** Makes a Fastify instance read bodies and answer errors as Django REST framework does. */
export async function useFramework(app: FastifyInstance): Promise<void> {
  app.removeAllContentTypeParsers();
  await app.register(multipart);
  // Bodies of other types stay unread: the endpoint decides whether the type is one it takes.
  app.addContentTypeParser("*", (_request, _payload, done) => done(null));
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const { notes } = request;
    const orderedBy = error instanceof Refusal ? error.orderedBy : undefined;
    if (orderedBy !== undefined) notes.scenario = orderedBy;
    if (error instanceof ExhaustedError) notes.scenario = error.label;
    if (orderedBy !== undefined || isOrderFault(error)) notes.outcome = "error";
    if (isOrderFault(error)) notes.failure = error.message;
    const response = toResponse(error, request);
    notes.isRefused = notes.outcome === "real" && response.status < 499;
    if (notes.isRefused) notes.failure = toSentence(response.body);
    return sendWire(reply, response);
  });
}

/** The request's form; throws a {@link Refusal} for another media type or a broken body. */
export async function readFormOrRefuse(request: FastifyRequest, limits: FormLimits): Promise<Form> {
  const type = request.headers["content-type"];
  if (type === undefined && !hasBody(request)) return { texts: new Map(), files: new Map(), repeated: [] };
  if (!request.isMultipart()) throw new Refusal(415, { detail: messages.mediaTypeUnsupported(type ?? "") });
  try {
    return await readForm(request, limits);
  } catch (error) {
    if (error instanceof FormError)
      throw new Refusal(400, { detail: messages.multipartBroken(error.message) });
    throw error;
  }
}

/** Whether the request announces a body. */
export function hasBody({ headers }: FastifyRequest): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

/** Whether the caller asked the emulator itself for something that it cannot give. */
function isOrderFault(error: Error): boolean {
  return error instanceof MagicError || error instanceof ExhaustedError;
}

function toResponse(error: FastifyError, request: FastifyRequest): WireResponse {
  if (error instanceof Refusal) return error.response;
  if (error instanceof MagicError) return { status: 400, body: { detail: `Stuntface: ${error.message}` } };
  if (error instanceof ExhaustedError)
    return { status: 500, body: { detail: `Stuntface: ${error.message}` } };
  if (error instanceof EngineBusyError) return unavailable;
  // Nobody receives it; the log shows what proxies write for clients that left.
  if (error instanceof AbandonedError) return { status: 499, body: { detail: error.message } };
  if (error.statusCode === 415)
    return {
      status: 415,
      body: { detail: messages.mediaTypeUnsupported(request.headers["content-type"] ?? "") },
    };
  if (error.statusCode !== undefined && error.statusCode < 500)
    return { status: error.statusCode, body: { detail: error.message } };
  request.notes.failure = error.message;
  return { status: 500, body: { detail: "Internal server error." } };
}
