/** One HTTP answer as it came. */
export type Answer = {
  readonly status: number;
  /** By name in lower case; of several with one name the last. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

/** The answers that the bytes hold in full, and whether what is left behind them could still become one. */
export type ReadAnswers = { readonly answers: readonly Answer[]; readonly rest: Buffer };

const headEnd = Buffer.from("\r\n\r\n");

/** Reads HTTP/1.1 answers without the help of the server's own libraries; throws for bytes that are none. Interim answers are left out. */
export function readAnswers(bytes: Buffer): ReadAnswers {
  const answers: Answer[] = [];
  let rest = bytes;
  for (let read = readAnswer(rest); read !== undefined; read = readAnswer(rest)) {
    if (read.answer.status >= 200) answers.push(read.answer);
    rest = rest.subarray(read.length);
  }
  return { answers, rest };
}

function readAnswer(bytes: Buffer): { readonly answer: Answer; readonly length: number } | undefined {
  const end = bytes.indexOf(headEnd);
  if (end < 0) return undefined;
  const [line = "", ...fields] = bytes.subarray(0, end).toString("latin1").split("\r\n");
  const status = Number(/^HTTP\/1\.1 (\d{3})( |$)/.exec(line)?.[1]);
  if (!Number.isInteger(status)) throw new Error(`no HTTP answer: ${line.slice(0, 80)}`);
  const headers = Object.fromEntries(fields.map(readField));
  const start = end + headEnd.length;
  const read = readBody(bytes.subarray(start), status, headers);
  return read && { answer: { status, headers, body: read.body }, length: start + read.length };
}

function readField(line: string): [string, string] {
  const colon = line.indexOf(":");
  if (colon < 1) throw new Error(`no header of an answer: ${line.slice(0, 80)}`);
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}

function readBody(bytes: Buffer, status: number, headers: Answer["headers"]) {
  if (status < 200 || status === 204 || status === 304) return { body: Buffer.alloc(0), length: 0 };
  if (headers["transfer-encoding"] === "chunked") return readChunks(bytes);
  const length = Number(headers["content-length"] ?? 0);
  return bytes.length < length ? undefined : { body: Buffer.from(bytes.subarray(0, length)), length };
}

function readChunks(bytes: Buffer) {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = bytes.indexOf("\r\n", at);
    if (end < 0) return undefined;
    const size = Number.parseInt(bytes.subarray(at, end).toString("latin1"), 16);
    if (Number.isNaN(size)) throw new Error("no size of a chunk");
    const next = end + 2 + size + 2;
    if (bytes.length < next) return undefined;
    if (size === 0) return { body: Buffer.concat(chunks), length: next };
    chunks.push(bytes.subarray(end + 2, end + 2 + size));
    at = next;
  }
}
