import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { answer } from "../../pipeline.ts";
import type { Call } from "../../scenarios/scenario.ts";
import type { Names } from "../../scenarios/store.ts";
import type { Services } from "../../services.ts";
import type { Operation, ParsedRequest, WireResponse } from "../provider.ts";

/** Who calls, for selecting scenarios. */
export type Caller = Pick<Call, "apiKey" | "username"> & Names;

/** Sends a valid request through the pipeline and notes how the answer came to be. */
export async function runCheck<Request extends ParsedRequest, Verdict>(
  operation: Operation<Request, Verdict>,
  parsed: Request,
  { apiKey, username, key, magic }: Caller & { readonly key?: string },
  answerNumber: number,
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
): Promise<WireResponse> {
  const call: Call = {
    operation: operation.spec.id,
    headers: request.headers,
    fields: parsed.fields,
    files: parsed.images.map(({ name, filename, bytes }) => ({
      name,
      filename,
      sha256: () => createHash("sha256").update(bytes).digest("hex"),
    })),
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(username === undefined ? {} : { username }),
  };
  const names: Names = { magic, ...(key === undefined ? {} : { key }) };
  const gone = new AbortController();
  reply.raw.once("close", () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  const passage = { signal: gone.signal, requestId: request.id, answerNumber, request: parsed, call, names };
  const { response, diagnosis } = await answer(operation, passage, services);
  reply.diagnosis = diagnosis;
  return response;
}
