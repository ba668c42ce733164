import type { FastifyRequest } from "fastify";
import { readPictureHeader } from "../../face/picture-header.ts";
import type { Form } from "../../http/form.ts";
import type { Call } from "../../scenarios/call.ts";
import { toSecret } from "../../scenarios/secret.ts";
import { toSha256 } from "./sha256.ts";

/** Who calls; `key` also names scenarios. */
export type Caller = {
  readonly apiKey?: string | undefined;
  readonly username?: string | undefined;
};

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
