import { onTestFinished } from "vitest";
import type { CallRecord } from "../../src/journal/record.ts";
import type { PartialOptions } from "../../src/options.ts";
import { type ServerParts, startServer } from "../../src/server.ts";
import { createFacts } from "./facts.ts";
import { createFakeEngine } from "./fake-engine.ts";
import { type Part, toMultipart } from "./multipart.ts";

/** A listening server on free ports with a fake engine, closed after the test, and what it logs. */
export async function startTestServer(options: PartialOptions = {}, parts: ServerParts = {}) {
  const records: CallRecord[] = [];
  const server = await startServer(
    { port: 0, ...options },
    {
      engine: createFakeEngine([createFacts()]),
      record: (record) => records.push(record),
      ...parts,
    },
  );
  onTestFinished(() => server.close());
  return Object.assign(server, { records });
}

/** Fetches JSON; a body is sent as JSON, a text as it is. */
export async function fetchJson(
  url: string,
  method = "GET",
  body?: unknown,
  headers: Record<string, string> = {},
) {
  const response = await fetch(url, {
    method,
    headers,
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
}

/** Posts a form to a Didit check with a key. */
export async function postForm(url: string, parts: readonly Part[], headers: Record<string, string> = {}) {
  const form = toMultipart(parts);
  const response = await fetch(url, {
    method: "POST",
    body: new Uint8Array(form.payload),
    headers: { ...form.headers, "x-api-key": "test-key", ...headers },
  });
  return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
}
