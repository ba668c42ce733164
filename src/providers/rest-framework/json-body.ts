import type { FastifyRequest } from "fastify";
import { hasBody } from "./framework.ts";
import { findJsonFault } from "./json-fault.ts";
import { messages } from "./messages.ts";
import { toPythonType } from "./python-type.ts";
import { Refusal } from "./refusal.ts";

/** The fields of a body, as JSON types them. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The fields of a JSON body, none without a body; throws a {@link Refusal} for another media type or a broken body. */
export function readJson(request: FastifyRequest): JsonObject {
  if (typeof request.body === "string") return parseJsonObject(request.body);
  if (!hasBody(request)) return {};
  const mediaType = request.headers["content-type"] ?? "";
  throw new Refusal(415, { detail: messages.mediaTypeUnsupported(mediaType) });
}

/** The fields of a JSON text; throws a {@link Refusal} for what is no JSON or no object. */
export function parseJsonObject(text: string): JsonObject {
  if (text.trim() === "") return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // JavaScript's own message quotes the text, in which there may be a password.
    throw new Refusal(400, { detail: messages.jsonBroken(findJsonFault(text)) });
  }
  if (!isWritable(value)) throw new Refusal(400, { detail: messages.jsonBroken("The JSON nests too deep.") });
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as JsonObject;
  const message = value === null ? messages.nothingGiven : messages.notAnObject(toPythonType(value));
  throw new Refusal(400, { non_field_errors: [message] });
}

/** Whether the value can be written back; what nests too deep for that would be a failure of the server later. */
function isWritable(value: unknown): boolean {
  try {
    JSON.stringify(value);
    return true;
  } catch {
    return false;
  }
}
