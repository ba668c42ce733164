import { fileURLToPath } from "node:url";
import { loadOptions } from "./load-options.ts";
import { startChild } from "./runners/start-child.ts";

/**
 * One server for all test files of a run: the module to name as `globalSetup` of Vitest or Jest. It sets `STUNTFACE_URL`, which the fixtures read;
 * where that is set already nothing is started. The server reads `stuntface.yaml` and `STUNTFACE_*`, but takes a free port and keeps nothing.
 * The returned function ends it; so does the end of this process.
 */
export default async function setup(): Promise<() => Promise<void>> {
  if (process.env.STUNTFACE_URL) return async () => undefined;
  const childPath = fileURLToPath(new URL("./runners/server-child.js", import.meta.url));
  const options = loadOptions([], process.env);
  const server = await startChild(childPath, {
    ...options,
    host: "127.0.0.1",
    data: null,
    admin: { token: null, port: null },
  });
  // Not the https address: tests need not trust the CA, and both are answered on the same port.
  process.env.STUNTFACE_URL = server.plainUrl;
  return async () => {
    delete process.env.STUNTFACE_URL;
    await server.close();
  };
}
