/** One part of a form; with a file name it is a file. */
export type Part = {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly filename?: string;
  readonly type?: string;
};

const boundary = "----stuntface-test-boundary";

/** A multipart body and its content type. */
export function toMultipart(parts: readonly Part[]): { payload: Buffer; headers: Record<string, string> } {
  const chunks = parts.flatMap(({ name, content, filename, type }) => [
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${filename === undefined ? "" : `; filename="${filename}"`}\r\n`,
    `${type === undefined ? "" : `Content-Type: ${type}\r\n`}\r\n`,
    content,
    "\r\n",
  ]);
  const payload = Buffer.concat([...chunks, `--${boundary}--\r\n`].map((chunk) => Buffer.from(chunk)));
  return { payload, headers: { "content-type": `multipart/form-data; boundary=${boundary}` } };
}
