import type { FastifyInstance, FastifyRequest } from "fastify";
import { parseJson } from "../../documents/json.ts";
import type { FormLimits } from "../../http/form.ts";
import { startIdleGuard } from "../../http/idle-guard.ts";
import { toRefusal } from "../rest-framework/fields.ts";
import { hasBody, readFormOrRefuse } from "../rest-framework/framework.ts";
import { messages } from "../rest-framework/messages.ts";
import { Refusal } from "../rest-framework/refusal.ts";

/** Fields of a token request, whatever media type they came in. */
export type TokenFields = Readonly<Record<string, unknown>>;

// A token or two and a name; far less than this.
const maxTextBytes = 1024 * 1024;

/** Makes the instance read JSON and urlencoded bodies as texts, for {@link readTokenFields}; silent clients are disconnected. */
export function addTextParsers(app: FastifyInstance, bodyTimeoutMs: number): void {
  app.addContentTypeParser(
    ["application/json", "application/x-www-form-urlencoded"],
    async (request: FastifyRequest, payload: AsyncIterable<Buffer>) => {
      const guard = startIdleGuard(request.raw.socket, bodyTimeoutMs);
      const chunks: Buffer[] = [];
      let bytes = 0;
      try {
        for await (const chunk of payload) {
          guard.touch();
          bytes += chunk.length;
          if (bytes > maxTextBytes) throw new Refusal(400, { detail: "Request body exceeded 1 MB." });
          chunks.push(chunk);
        }
      } finally {
        guard.stop();
      }
      return Buffer.concat(chunks).toString("utf8");
    },
  );
}

/** The fields of a JSON, urlencoded or multipart body; throws a {@link Refusal} for others and for broken ones. */
export async function readTokenFields(request: FastifyRequest, limits: FormLimits): Promise<TokenFields> {
  const type = request.headers["content-type"] ?? "";
  if (typeof request.body === "string" && /^\s*application\/json/i.test(type))
    return parseFields(request.body);
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
  const errors: Record<string, string[]> = {};
  const texts: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = fields[name];
    const text = typeof value === "string" || typeof value === "number" ? String(value) : undefined;
    if (value === undefined) errors[name] = [messages.fieldRequired];
    else if (value === null) errors[name] = ["This field may not be null."];
    else if (text === undefined) errors[name] = ["Not a valid string."];
    else if (text.trim() === "") errors[name] = [messages.fieldBlank];
    else texts[name] = text;
  }
  return { texts, ...toRefusal(errors) };
}

function parseFields(text: string): TokenFields {
  if (text.trim() === "") return {};
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (error) {
    throw new Refusal(400, { detail: messages.jsonBroken((error as Error).message) });
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as TokenFields;
  const kind = Array.isArray(value)
    ? "list"
    : typeof value === "string"
      ? "str"
      : value === null
        ? "NoneType"
        : "int";
  throw new Refusal(400, { non_field_errors: [`Invalid data. Expected a dictionary, but got ${kind}.`] });
}
