import { existsSync } from "node:fs";
import { defaultAddress } from "../default-address.ts";
import { withoutServiceLinks } from "../service-links.ts";
import { parseClientArguments } from "./arguments.ts";

// Containers run this command every few seconds, several times a second while the server starts: it loads no more than it
// needs, which takes a third of the time of reading all settings and of fetch.

/** Asks the server of this machine whether it is ready; 0 when it is. */
export async function runHealthcheck(argv: readonly string[]): Promise<number> {
  const given = parseClientArguments("healthcheck", argv, { url: { type: "string" } }, []);
  if (given.isHelp) {
    process.stdout.write((await import("./help.ts")).healthcheckHelp);
    return 0;
  }
  const url = given.text("url") ?? toUrl(await loadAddress());
  try {
    const { isOk, text } = await ask(`${url.replace(/\/+$/, "")}/readyz`);
    process.stdout.write(`${text}\n`);
    return isOk ? 0 : 1;
  } catch (error) {
    process.stderr.write(`stuntface: no answer from ${url}: ${(error as Error).message}\n`);
    return 1;
  }
}

async function ask(url: string): Promise<{ readonly isOk: boolean; readonly text: string }> {
  const { get } = url.startsWith("https:") ? await import("node:https") : await import("node:http");
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(3_000);
    const request = get(url, { signal }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        resolve({ isOk: response.statusCode === 200, text: Buffer.concat(chunks).toString() });
      });
    });
    request.on("error", (error) => reject(signal.aborted ? new Error("nothing came within 3 s") : error));
  });
}

type Address = { readonly host: string; readonly port: number };

/** Where a server with the settings of the environment, or of a file, listens. */
async function loadAddress(): Promise<Address> {
  const { STUNTFACE_CONFIG, STUNTFACE_HOST, STUNTFACE_PORT } = withoutServiceLinks(process.env);
  if (STUNTFACE_CONFIG || existsSync("stuntface.yaml"))
    return (await import("../load-options.ts")).loadOptions([], process.env);
  return { host: STUNTFACE_HOST || defaultAddress.host, port: Number(STUNTFACE_PORT || defaultAddress.port) };
}

/** The address at which such a server is reached from this machine. */
function toUrl({ host, port }: Address): string {
  const isAny = host === "0.0.0.0" || host === "::";
  return `http://${isAny ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host}:${port}`;
}
