/** A part of a form, as a mutation may change it. */
export type FormPart = {
  readonly name: string;
  /** With a file name the part is a file. */
  readonly filename?: string;
  readonly content: Buffer;
  /** The whole Content-Disposition line's value, where it is not the usual one. */
  readonly disposition?: string;
  /** Other header lines of the part. */
  readonly lines?: readonly string[];
};

/** A multipart form before it is written. */
export type Form = {
  readonly boundary: string;
  readonly parts: readonly FormPart[];
  /** What stands before the first boundary and behind the last. */
  readonly preamble?: string;
  readonly epilogue?: string;
};

/** The boundary that unmutated forms have. */
export const usualBoundary = "----stuntface-fuzz";

/** A field with a text. */
export function toField(name: string, text: string): FormPart {
  return { name, content: Buffer.from(text) };
}

/** The bytes of the form. */
export function writeForm({ boundary, parts, preamble = "", epilogue = "" }: Form): Buffer {
  const written = parts.flatMap((part) => [
    Buffer.from(`--${boundary}\r\n${toHead(part)}\r\n`),
    part.content,
    Buffer.from("\r\n"),
  ]);
  const before = preamble === "" ? "" : `${preamble}\r\n`;
  return Buffer.concat([Buffer.from(before), ...written, Buffer.from(`--${boundary}--\r\n${epilogue}`)]);
}

function toHead({ name, filename, disposition, lines = [] }: FormPart): string {
  const usual = `form-data; name="${name}"${filename === undefined ? "" : `; filename="${filename}"`}`;
  return [`Content-Disposition: ${disposition ?? usual}`, ...lines].map((line) => `${line}\r\n`).join("");
}

/** The form with the part of this name changed; a result of undefined takes it out. */
export function changePart(form: Form, name: string, change: (part: FormPart) => FormPart | undefined): Form {
  return { ...form, parts: form.parts.flatMap((part) => (part.name === name ? (change(part) ?? []) : part)) };
}
