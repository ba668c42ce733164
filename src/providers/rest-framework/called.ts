import type { FastifyRequest } from "fastify";
import { readPictureHeader } from "../../face/picture-header.ts";
import type { Form } from "../../http/form.ts";
import type { Call } from "../../scenarios/call.ts";
import { toSecret } from "../../scenarios/secret.ts";
import type { ParsedRequest } from "../provider.ts";
import { Refusal } from "./refusal.ts";
import { toSha256 } from "./sha256.ts";

/** Who calls; `key` also names scenarios. */
export type Caller = {
  readonly apiKey?: string | undefined;
  readonly username?: string | undefined;
};

/** The form, or an empty one and how the request is refused for its body. */
export async function readOrRefuse(
  read: () => Promise<Form>,
): Promise<{ readonly form: Form; readonly refusal?: Refusal }> {
  try {
    return { form: await read() };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { form: { texts: new Map(), files: new Map(), repeated: [] }, refusal: error };
  }
}

/** The call with its fields as the contract types them, all of them or those with the given names. */
export function withFields(call: Call, typed: ParsedRequest["fields"], names?: readonly string[]): Call {
  const wanted = Object.entries(typed).filter(([name]) => names?.includes(name) ?? true);
  return { ...call, fields: { ...call.fields, ...Object.fromEntries(wanted) } };
}

/** The form, its pictures with format and size from their headers. */
export function withHeaders({ files, ...form }: Form): Form {
  const read = [...files].map(
    ([name, file]) => [name, { ...file, ...readPictureHeader(file.bytes) }] as const,
  );
  return { ...form, files: new Map(read) };
}

/** The call as scenarios see it, its fields as they came. */
export function toCall(
  operation: string,
  { headers }: FastifyRequest,
  caller: Caller,
  { texts, files }: Form,
): Call {
  return {
    operation,
    headers,
    ...toCaller(caller),
    fields: Object.fromEntries(texts),
    files: [...files.values()].map(({ name, filename, bytes, size, format, widthPx, heightPx }) => ({
      name,
      filename,
      bytes: size,
      format,
      widthPx,
      heightPx,
      sha256: toSha256(bytes),
    })),
  };
}

/** Who calls, as scenarios see it. */
export function toCaller({ apiKey, username }: Caller): Pick<Call, "apiKey" | "username"> {
  return { apiKey: apiKey === undefined ? undefined : toSecret(apiKey), username };
}
