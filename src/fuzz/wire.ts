/** A request as it goes over the wire; nothing is added or corrected when it is written. */
export type WireRequest = {
  readonly method: string;
  readonly path: string;
  readonly version: string;
  /** In their order, names as they are written. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
};

/** The bytes of the request; texts of the head are written byte by byte as latin1. */
export function toWireBytes({ method, path, version, headers, body }: WireRequest): Buffer {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return Buffer.concat([Buffer.from(`${method} ${path} ${version}\r\n${lines}\r\n`, "latin1"), body]);
}

/** The request with another value of a header, in its place or at the end; `undefined` takes it out. */
export function withHeader(request: WireRequest, name: string, value: string | undefined): WireRequest {
  const isIt = (known: string) => known.toLowerCase() === name.toLowerCase();
  const isThere = request.headers.some(([known]) => isIt(known));
  if (value === undefined) return { ...request, headers: request.headers.filter(([known]) => !isIt(known)) };
  return {
    ...request,
    headers: isThere
      ? request.headers.map((header) => (isIt(header[0]) ? ([header[0], value] as const) : header))
      : [...request.headers, [name, value]],
  };
}

/** The first value of a header. */
export function readHeader({ headers }: WireRequest, name: string): string | undefined {
  return headers.find(([known]) => known.toLowerCase() === name.toLowerCase())?.[1];
}

/** The request with another body and the length that belongs to it. */
export function withBody(request: WireRequest, body: Buffer): WireRequest {
  return withHeader({ ...request, body }, "Content-Length", String(body.length));
}
