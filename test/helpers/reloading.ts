import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { askAdmin, type LiveServer, startLiveServer } from "./live-server.ts";
import { createLivenessCheck, sendUpload } from "./uploads.ts";

/** Writes a file below a directory; folders on its way are made. */
export type Write = ((path: string, text: string) => void) & { readonly directory: string };

/** A server over scenario files that a test changes; `call` gives the step that answers a liveness check, and the status. */
export type ReloadingServer = LiveServer & {
  readonly write: Write;
  readonly call: (fields?: Readonly<Record<string, string>>, space?: string) => Promise<string>;
};

/** Starts a server over these files. */
export async function startReloading(files: Readonly<Record<string, string>>): Promise<ReloadingServer> {
  const server = await startLiveServer({ files });
  return { ...server, write: createWrite(server.directory), call: createCall(server.url) };
}

/** Sends liveness checks to a server, or to a space of it. */
export function createCall(url: string): ReloadingServer["call"] {
  return async (fields = {}, space = "") => {
    const answer = await sendUpload(`${url}${space}`, createLivenessCheck(fields));
    await answer.arrayBuffer();
    return `${answer.headers.get("x-stuntface-scenario")} ${answer.status}`;
  };
}

/** Writes files below `directory`. */
export function createWrite(directory: string): Write {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  };
  return Object.assign(write, { directory });
}

/** What health says about the scenario files. */
export type FileState = {
  readonly status: string;
  readonly scenarios: number;
  readonly loadedAt: string;
  readonly problems: readonly { readonly file: string; readonly message: string }[];
};

/** Asks the server how its scenario files are. */
export async function readFileState(url: string): Promise<FileState> {
  const { body } = await askAdmin<{ status: string; scenarios: Omit<FileState, "status"> }>(url, "health");
  return { ...body.scenarios, status: body.status };
}

/** Waits until the server's own scenario files hold exactly these ids, in this order. */
export async function expectScenarios(url: string, ids: readonly string[]): Promise<void> {
  const list = async () => {
    const { body } = await askAdmin<{ scenarios: { id: string; origin: string }[] }>(url, "scenarios");
    return body.scenarios.filter(({ origin }) => origin === "file").map(({ id }) => id);
  };
  await expect.poll(list, { timeout: 10_000 }).toEqual(ids);
}
