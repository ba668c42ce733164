import type {} from "@fastify/multipart";
import type { FastifyRequest } from "fastify";
import { startIdleGuard } from "./idle-guard.ts";

/** An uploaded file; `bytes` is cut at the limit when `isTooLarge`. */
export type FilePart = {
  readonly name: string;
  /** As the client wrote it, a whole path included. */
  readonly filename: string;
  readonly bytes: Buffer;
  /** Bytes that came, those of a file over the limit included as far as they were read. */
  readonly size: number;
  readonly isTooLarge: boolean;
  /** As the client declared it, `text/plain` when it did not. */
  readonly mediaType: string;
  /** From the content, where it is a picture; pixels of the upright picture. */
  readonly format?: string;
  readonly widthPx?: number;
  readonly heightPx?: number;
};

/** The parts of a form by name; of several with one name the last counts, and a file counts before a text. */
export type Form = {
  readonly texts: ReadonlyMap<string, string>;
  readonly files: ReadonlyMap<string, FilePart>;
  /** Names that came more than once. */
  readonly repeated: readonly string[];
  /** The fields as JSON types them, where the body was JSON. */
  readonly values?: Readonly<Record<string, unknown>>;
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
/** More than a socket hands over at once. */
const largestChunkBytes = 1024 * 1024;

/**
 * Reads the request's multipart form. Throws {@link FormError}. A client that falls silent in the middle is disconnected
 * after `bodyTimeoutMs`; one that sends more than `maxBodyBytes` is answered with what was read until then.
 */
export async function readForm(request: FastifyRequest, limits: FormLimits): Promise<Form> {
  const texts = new Map<string, string>();
  const files = new Map<string, FilePart>();
  const repeated: string[] = [];
  const watch = watchUpload(request, limits);
  try {
    for await (const part of request.parts(toPartOptions(limits))) {
      // With isPartAFile every part is a stream; this only tells the compiler.
      if (part.type === "field") continue;
      const { filename, mimetype: mediaType } = part;
      // The parser hands on parts without a name, too.
      const name = part.fieldname as string | undefined;
      const { bytes, isCut } = await readPart(part.file, watch.isExceeded);
      // Django's parser passes over a part without a name.
      if (name === undefined) continue;
      if (texts.has(name) || files.has(name)) repeated.push(name);
      if (filename === undefined) {
        if (isCut || bytes.length > maxTextBytes) throw new FormError("A field is too large.");
        texts.set(name, bytes.toString("utf8"));
      } else if (filename !== "") {
        // A form without a chosen file sends an empty name; Django then sees no part at all.
        const isTooLarge = isCut || bytes.length > limits.maxFileBytes;
        const kept = isTooLarge ? Buffer.alloc(0) : bytes;
        files.set(name, { name, filename, bytes: kept, size: bytes.length, isTooLarge, mediaType });
      }
      if (watch.isExceeded()) break;
    }
  } catch (error) {
    throw error instanceof FormError ? error : new FormError(toMessage(error as Error));
  } finally {
    watch.stop();
  }
  return { texts, files, repeated };
}

function toPartOptions({ maxFileBytes }: FormLimits): Parameters<FastifyRequest["parts"]>[0] {
  const options = {
    throwFileSizeLimit: false,
    preservePath: true,
    // The parser would read texts by the type they declare; here only the file name tells what a part is.
    isPartAFile: () => true,
    // The parser waits for ever behind a part without Content-Disposition that fills its buffer within one chunk.
    fileHwm: largestChunkBytes,
    limits: {
      fileSize: Math.max(maxFileBytes, maxTextBytes + 1),
      fieldNameSize: 1000,
      parts: maxParts,
      files: maxParts,
    },
  };
  return options;
}

async function readPart(
  stream: AsyncIterable<Buffer> & { readonly truncated: boolean },
  isExceeded: () => boolean,
): Promise<{ bytes: Buffer; isCut: boolean }> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    chunks.push(chunk);
    if (isExceeded()) break;
  }
  return { bytes: Buffer.concat(chunks), isCut: stream.truncated || isExceeded() };
}

function watchUpload({ raw }: FastifyRequest, { maxBodyBytes, bodyTimeoutMs }: FormLimits) {
  let bytes = 0;
  const guard = startIdleGuard(raw.socket, bodyTimeoutMs);
  const onData = (chunk: Buffer) => {
    bytes += chunk.length;
    guard.touch();
  };
  raw.on("data", onData);
  return {
    isExceeded: () => bytes > maxBodyBytes,
    stop: () => {
      raw.off("data", onData);
      guard.stop();
    },
  };
}

function toMessage({ message }: Error): string {
  if (/Boundary not found|boundary/i.test(message)) return "Invalid boundary in multipart: None";
  if (/parts limit|files limit|fields limit/i.test(message)) return "Too many parts.";
  return message.endsWith(".") ? message : `${message}.`;
}
