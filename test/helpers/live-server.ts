import { onTestFinished } from "vitest";
import type { CallRecord } from "../../src/journal/record.ts";
import type { PartialOptions } from "../../src/options.ts";
import { type Server, type ServerParts, startServer } from "../../src/server.ts";
import { createDirectory } from "./directories.ts";
import { createFacts } from "./facts.ts";
import { createFakeEngine } from "./fake-engine.ts";

/** A whole server on a real port, with a fake engine. */
export type LiveServer = Server & {
  readonly port: number;
  /** The directory of its scenario files. */
  readonly directory: string;
  /** Every call that it recorded, in all spaces, in order. */
  readonly records: CallRecord[];
};

/** What a {@link LiveServer} starts with; `files` are scenario files by path. */
export type LiveSetup = {
  readonly options?: PartialOptions;
  readonly files?: Readonly<Record<string, string>>;
  readonly parts?: ServerParts;
};

/** Starts a server on a free port; it is closed after the test. */
export async function startLiveServer({ files, ...setup }: LiveSetup = {}): Promise<LiveServer> {
  const directory = files ? createDirectory(files) : "";
  const server = await startSharedServer(setup, directory);
  onTestFinished(server.close);
  return server;
}

/** Starts a server for several tests, which close it; `directory` holds its scenario files when it is not empty. */
export async function startSharedServer(
  { options, parts }: Omit<LiveSetup, "files"> = {},
  directory = "",
): Promise<LiveServer> {
  const records: CallRecord[] = [];
  const server = await startServer(
    { port: 0, ...(directory === "" ? {} : { scenarios: directory }), ...options },
    { engine: createFakeEngine([createFacts()]), record: (record) => records.push(record), ...parts },
  );
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= server.close();
    return closed;
  };
  return { ...server, port: Number(new URL(server.url).port), directory, records, close };
}

/** What an admin route answered. */
export type AdminAnswer<T> = { readonly status: number; readonly body: T };

/** Calls an admin route below `/__admin` of a server or of a space; a body makes it a POST unless `method` says otherwise. */
export async function askAdmin<T = Record<string, unknown>>(
  baseUrl: string,
  path: string,
  body?: unknown,
  method = body === undefined ? "GET" : "POST",
): Promise<AdminAnswer<T>> {
  const response = await fetch(`${baseUrl}/__admin/${path}`, {
    method,
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as T };
}

/** The calls that the journal of a server or space holds, the last first. */
export async function listCalls(baseUrl: string): Promise<readonly CallRecord[]> {
  return (await askAdmin<{ requests: CallRecord[] }>(baseUrl, "requests")).body.requests;
}
