import type {} from "@fastify/multipart";
import type { FastifyRequest } from "fastify";

/** An uploaded file; `bytes` is cut at the limit when `isTooLarge`. */
export type FilePart = {
  readonly name: string;
  /** As the client wrote it, a whole path included. */
  readonly filename: string;
  readonly bytes: Buffer;
  readonly isTooLarge: boolean;
};

/** The parts of a form by name; of several with one name the last counts, and a file counts before a text. */
export type Form = {
  readonly texts: ReadonlyMap<string, string>;
  readonly files: ReadonlyMap<string, FilePart>;
};

/** Bounds of an upload. Beyond `maxFileBytes` a file is no longer kept, beyond `maxBodyBytes` nothing more is read. */
export type FormLimits = {
  readonly maxFileBytes: number;
  readonly maxBodyBytes: number;
  readonly bodyTimeoutMs: number;
};

/** The body is not a well-formed form; the message says what is wrong with it. */
export class FormError extends Error {
  override readonly name = "FormError";
}

// Bounds of Django's own form parser (DATA_UPLOAD_MAX_NUMBER_FIELDS and DATA_UPLOAD_MAX_MEMORY_SIZE).
const maxParts = 1000;
const maxTextBytes = 2_621_440;

/**
 * Reads the request's multipart form. Throws {@link FormError}. A client that falls silent in the middle is disconnected
 * after `bodyTimeoutMs`; one that sends more than `maxBodyBytes` is answered with what was read until then.
 */
export async function readForm(request: FastifyRequest, limits: FormLimits): Promise<Form> {
  const texts = new Map<string, string>();
  const files = new Map<string, FilePart>();
  const watch = watchUpload(request, limits);
  try {
    const parts = request.parts({
      throwFileSizeLimit: false,
      preservePath: true,
      isPartAFile: (_name: string, _type: string, filename: string | undefined) => filename !== undefined,
      limits: {
        fileSize: limits.maxFileBytes,
        fieldSize: maxTextBytes,
        fieldNameSize: 1000,
        parts: maxParts,
        files: maxParts,
        fields: maxParts,
      },
    } as Parameters<FastifyRequest["parts"]>[0]);
    for await (const part of parts) {
      if (part.type === "field") {
        if (part.valueTruncated || part.fieldnameTruncated) throw new FormError("A field is too large.");
        texts.set(part.fieldname, typeof part.value === "string" ? part.value : JSON.stringify(part.value));
      } else {
        const chunks: Buffer[] = [];
        for await (const chunk of part.file) {
          chunks.push(chunk);
          if (watch.isExceeded()) break;
        }
        const isTooLarge = part.file.truncated || watch.isExceeded();
        const filename = part.filename ?? "";
        // A form without a chosen file sends an empty name; Django then sees no part at all.
        if (filename !== "")
          files.set(part.fieldname, {
            name: part.fieldname,
            filename,
            bytes: isTooLarge ? Buffer.alloc(0) : Buffer.concat(chunks),
            isTooLarge,
          });
      }
      if (watch.isExceeded()) break;
    }
  } catch (error) {
    throw error instanceof FormError ? error : new FormError(toMessage(error as Error));
  } finally {
    watch.stop();
  }
  return { texts, files };
}

function watchUpload({ raw }: FastifyRequest, { maxBodyBytes, bodyTimeoutMs }: FormLimits) {
  let bytes = 0;
  const timer = setTimeout(() => raw.socket.destroy(), bodyTimeoutMs);
  const onData = (chunk: Buffer) => {
    bytes += chunk.length;
    timer.refresh();
  };
  raw.on("data", onData);
  return {
    isExceeded: () => bytes > maxBodyBytes,
    stop: () => {
      raw.off("data", onData);
      clearTimeout(timer);
    },
  };
}

function toMessage({ message }: Error): string {
  if (/Boundary not found|boundary/i.test(message)) return "Invalid boundary in multipart: None";
  if (/parts limit|files limit|fields limit/i.test(message)) return "Too many parts.";
  return message.endsWith(".") ? message : `${message}.`;
}
