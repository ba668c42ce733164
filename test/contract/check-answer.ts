import { type CompiledDocument, type Response, toCheckName } from "./compile-documents.ts";

/** An answer as it left a server. */
export type SentAnswer = {
  readonly method: string;
  readonly url: string;
  /** The route that took the call, such as `/v3/session/:id/decision/`; null when none did. */
  readonly route: string | null;
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
  readonly outcome: string;
  /** Whether a scenario wrote values of its own into the answer. */
  readonly isAltered: boolean;
  readonly contract: string;
  readonly envelope: string;
};

const detail = /^\{"detail":"(?:[^"\\]|\\.)*"\}$/;
/** Paths that are no API: probes, and the page for people. */
const undescribed = /^\/(livez|readyz|metrics|__admin\/docs)(\/|$)/;

/** What is wrong with an answer by these documents, a sentence; undefined when it keeps its document or has none by design. */
export function findFault(answer: SentAnswer, documents: readonly CompiledDocument[]): string | undefined {
  const { method, url, status, body } = answer;
  const fault = judge(answer, documents);
  return fault && `${method} ${url} ${status}: ${fault} ${body.slice(0, 500)}`;
}

function judge(answer: SentAnswer, documents: readonly CompiledDocument[]): string | undefined {
  const { method, route, status, outcome, body, url, isAltered } = answer;
  // Answers of a scenario's own and broken ones leave the contract by design; nobody receives a 499.
  if (outcome === "http" || outcome === "fault" || status === 499 || undescribed.test(url)) return undefined;
  if (status === 304) return body === "" ? undefined : "a 304 should have no body.";
  const isAdmin = url.startsWith("/__admin");
  // An admin surface with a port of its own leaves its paths on the API's port to the vendors.
  if (isAdmin && route === null && status === 404 && detail.test(body)) return undefined;
  if (isAdmin && (route === null || route.startsWith("/__admin/*") || route === "/__admin"))
    return isErrorBody(body) ? undefined : "the body of an error should be {error}.";
  // What the server says of itself, such as an unknown magic value, has one form everywhere.
  if (!isAdmin && body.startsWith('{"detail":"Stuntface: '))
    return status >= 400 && detail.test(body) ? undefined : "the server's own error should be {detail}.";
  if (route === null)
    return status === 404 && detail.test(body) ? undefined : "an unknown path should be a 404 with {detail}.";
  if (method === "OPTIONS" && !isAdmin) return body === "{}" ? undefined : "OPTIONS should answer {}.";
  const found = findOperation(answer, documents);
  if (!found) return "no document has the path.";
  const { document, methods } = found;
  const operation = methods[method.toLowerCase()];
  const response = operation
    ? operation.responses[status]
    : { $ref: "#/components/responses/MethodNotAllowed" };
  if (!response || (!operation && status !== 405)) return "the document has no such answer.";
  return findResponseFault(answer, toResponse(document, response), document, isAltered);
}

function findResponseFault(
  { headers, body, envelope, url }: SentAnswer,
  { headers: told = {}, content = {} }: Response,
  document: CompiledDocument,
  isAltered: boolean,
): string | undefined {
  const missing = Object.entries(told).find(
    ([name, { required }]) => required && headers[name.toLowerCase()] === undefined,
  );
  if (missing) return `the header ${missing[0]} is missing.`;
  const mediaType = String(headers["content-type"] ?? "").split(";")[0] ?? "";
  const types = Object.keys(content);
  if (types.length === 0) return body === "" ? undefined : "there should be no body.";
  const wild = mediaType.replace(/\/.*/, "/*");
  if (!types.includes(mediaType) && !types.includes(wild))
    return `the media type ${mediaType || "(none)"} is not among ${types}.`;
  const schema = content[mediaType]?.schema;
  if (!schema || isAltered || mediaType !== "application/json") return undefined;
  const check = document.checks[toCheckName(document.name, schema)];
  if (!check) return "the schema was not compiled.";
  const value: unknown = JSON.parse(body);
  const bare =
    document.name === "apptenticate" && envelope === "data" && url.includes("liveness")
      ? unwrap(value)
      : value;
  return check(bare) ? undefined : `the body does not fit: ${JSON.stringify(check.errors)}`;
}

function findOperation({ route, contract }: SentAnswer, documents: readonly CompiledDocument[]) {
  const template = (route ?? "").replace(/:(\w+)/g, "{$1}");
  const edition = contract === "2026-06" ? "didit-2026-06" : "didit";
  for (const document of documents) {
    if (document.name.startsWith("didit") && document.name !== edition) continue;
    const methods = document.paths[template] ?? document.paths[`${template}/`];
    if (methods) return { document, methods };
  }
  return undefined;
}

function toResponse(
  { responses }: CompiledDocument,
  response: Response | { readonly $ref: string },
): Response {
  if (!("$ref" in response)) return response;
  const name = response.$ref.split("/").at(-1) ?? "";
  const found = responses[name];
  if (!found) throw new Error(`the document has no answer ${name}`);
  return found;
}

function isErrorBody(body: string): boolean {
  return typeof JSON.parse(body).error === "string";
}

function unwrap(value: unknown): unknown {
  return typeof value === "object" && value !== null && "data" in value ? value.data : value;
}
