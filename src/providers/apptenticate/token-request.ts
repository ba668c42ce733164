import type { FastifyRequest } from "fastify";
import type { Form, FormLimits } from "../../http/form.ts";
import { toRefusal } from "../rest-framework/fields.ts";
import { hasBody, readFormOrRefuse } from "../rest-framework/framework.ts";
import { type JsonObject, parseJsonObject } from "../rest-framework/json-body.ts";
import type { Refusal } from "../rest-framework/refusal.ts";
import { createValueReader } from "../rest-framework/values.ts";

/** The JSON, urlencoded or multipart body as a form with its values; throws a {@link Refusal} for others and for broken ones. */
export async function readTokenForm(request: FastifyRequest, limits: FormLimits): Promise<Form> {
  const type = request.headers["content-type"] ?? "";
  const isText = typeof request.body === "string";
  if (isText && /^\s*application\/json/i.test(type)) return toForm(parseJsonObject(request.body as string));
  if (isText) {
    const pairs = new URLSearchParams(request.body as string);
    const names = [...pairs.keys()];
    const repeated = names.filter((name, index) => names.indexOf(name) !== index);
    return toForm(Object.fromEntries(pairs), repeated);
  }
  if (/^\s*application\/(json|x-www-form-urlencoded)/i.test(type) && !hasBody(request)) return toForm({});
  const form = await readFormOrRefuse(request, limits);
  return { ...form, values: Object.fromEntries(form.texts) };
}

function toForm(values: JsonObject, repeated: readonly string[] = []): Form {
  const texts = Object.entries(values).map(
    ([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)] as const,
  );
  return { texts: new Map(texts), files: new Map(), repeated, values };
}

/** The texts of the named fields; the refusal names every missing or blank one. */
export function requireTexts<Name extends string>(
  fields: JsonObject,
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
