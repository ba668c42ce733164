import type { TSchema } from "typebox";
import { Errors } from "typebox/value";
import type { Answer } from "./answer.ts";
import type { FuzzCase } from "./case.ts";
import type { Exchange } from "./exchange.ts";

/** Published answers by operation. */
export type AnswerSchemas = ReadonlyMap<string, TSchema>;

/** What a case got that it must not get, a sentence each; nothing when all is right. */
export function judgeExchange(
  { request, expectation }: FuzzCase,
  { answers, end, rest }: Exchange,
  schemas: AnswerSchemas,
): string[] {
  const [answer] = answers;
  if (rest !== "" && !answer) return [`what came is no HTTP answer: ${JSON.stringify(rest)}.`];
  if (answer) return judgeAnswer(answer, expectation, schemas);
  if (end === "timeout") return ["neither an answer nor the end of the connection came."];
  return expectation.isAnswerDue ? [`the connection ended without an answer to ${request.method}.`] : [];
}

/** The oracle for one answer: its status, and that its body is one of the contract. */
export function judgeAnswer(
  answer: Answer,
  { statuses, operation }: FuzzCase["expectation"],
  schemas: AnswerSchemas,
): string[] {
  const { status } = answer;
  if (status >= 500) return [`the status is ${status}: ${answer.body.toString().slice(0, 200)}`];
  if (isFromHttp(answer)) return [];
  const problems: string[] = [];
  const body = readJson(answer);
  if (statuses && !statuses.includes(status))
    problems.push(
      `the status is ${status}, not ${statuses.join(" or ")}: ${answer.body.toString().slice(0, 200)}`,
    );
  if (body === undefined)
    problems.push(`the body is no JSON: ${JSON.stringify(answer.body.toString().slice(0, 100))}.`);
  else if (status >= 400) problems.push(...judgeError(body));
  const schema = operation === undefined || status !== 200 ? undefined : schemas.get(operation);
  if (schema)
    for (const { instancePath, message } of Errors(schema, body).slice(0, 3))
      problems.push(`the body is not what the operation publishes: ${instancePath || "it"} ${message}.`);
  return problems;
}

/** Whether Node refused the request by the rules of HTTP before the server saw it, and so knew no contract and no case. */
export function isFromHttp({ status, headers, body }: Answer): boolean {
  const isHttpStatus = [400, 408, 417, 431].includes(status);
  // Without a date the parser gave up; without a body it was a missing host or an unknown expectation.
  return (
    isHttpStatus &&
    headers["x-stuntface-request-id"] === undefined &&
    (headers.date === undefined || body.length === 0)
  );
}

/** The body as JSON; undefined where it is none or is announced as something else. */
export function readJson({ headers, body }: Answer): unknown {
  if (!/^application\/json(;|$)/.test(headers["content-type"] ?? "")) return undefined;
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

/** Both vendors and the server itself have a text under `error` or `detail`, or texts by field. */
function judgeError(body: unknown): string[] {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return ["the error is no object."];
  const { error, detail, statusCode, problems } = body as Readonly<Record<string, unknown>>;
  if (statusCode !== undefined)
    return [`the error is one of the web framework: ${JSON.stringify(body).slice(0, 200)}`];
  const isText = typeof error === "string" || typeof detail === "string";
  const isByField = Object.values(body).every((texts) => Array.isArray(texts) && texts.length > 0);
  return isText || isByField || problems !== undefined
    ? []
    : [`the error has no text: ${JSON.stringify(body).slice(0, 200)}`];
}

/** What must not differ between two answers of one call: all but ids and times, and warnings that other calls may cause. */
export function toVerdict(answer: Answer): string {
  const body = readJson(answer);
  return `${answer.status} ${JSON.stringify(body, (name, value) => (isOwn(name) ? undefined : value))}`;
}

const ownNames = new Set([
  "request_id",
  "created_at",
  "vendor_data",
  "id",
  "refresh",
  "access",
  "warnings",
  "matches",
  "total_matches",
]);

function isOwn(name: string): boolean {
  return ownNames.has(name);
}
