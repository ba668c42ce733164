import type { FastifyRequest } from "fastify";
import type { FormLimits } from "../../http/form.ts";
import { toRefusal } from "../rest-framework/fields.ts";
import { hasBody, readFormOrRefuse } from "../rest-framework/framework.ts";
import { type JsonObject, parseJsonObject } from "../rest-framework/json-body.ts";
import type { Refusal } from "../rest-framework/refusal.ts";
import { createValueReader } from "../rest-framework/values.ts";

/** Fields of a token request, whatever media type they came in. */
export type TokenFields = JsonObject;

/** The fields of a JSON, urlencoded or multipart body; throws a {@link Refusal} for others and for broken ones. */
export async function readTokenFields(request: FastifyRequest, limits: FormLimits): Promise<TokenFields> {
  const type = request.headers["content-type"] ?? "";
  if (typeof request.body === "string" && /^\s*application\/json/i.test(type))
    return parseJsonObject(request.body);
  if (typeof request.body === "string") return Object.fromEntries(new URLSearchParams(request.body));
  if (/^\s*application\/(json|x-www-form-urlencoded)/i.test(type) && !hasBody(request)) return {};
  const { texts } = await readFormOrRefuse(request, limits);
  return Object.fromEntries(texts);
}

/** The texts of the named fields; the refusal names every missing or blank one. */
export function requireTexts<Name extends string>(
  fields: TokenFields,
  names: readonly Name[],
): { readonly texts: Partial<Record<Name, string>>; readonly refusal?: Refusal } {
  const reader = createValueReader(fields);
  const texts: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const text = reader.text(name, { isTrimmed: false });
    if (text !== undefined) texts[name] = text;
  }
  return { texts, ...toRefusal(reader.errors) };
}
