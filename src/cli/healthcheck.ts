import { loadOptions } from "../load-options.ts";
import { parseClientArguments } from "./arguments.ts";
import { healthcheckHelp } from "./help.ts";

/** Asks the server of this machine whether it is ready; 0 when it is. */
export async function runHealthcheck(argv: readonly string[]): Promise<number> {
  const given = parseClientArguments("healthcheck", argv, { url: { type: "string" } }, []);
  if (given.isHelp) {
    process.stdout.write(healthcheckHelp);
    return 0;
  }
  const url = given.text("url") ?? toOwnUrl();
  try {
    const response = await fetch(`${url.replace(/\/+$/, "")}/readyz`, { signal: AbortSignal.timeout(3_000) });
    process.stdout.write(`${await response.text()}\n`);
    return response.ok ? 0 : 1;
  } catch (error) {
    process.stderr.write(`stuntface: no answer from ${url}: ${(error as Error).message}\n`);
    return 1;
  }
}

/** The address at which a server with the same settings is reached from this machine. */
function toOwnUrl(): string {
  const { host, port } = loadOptions([], process.env);
  const isAny = host === "0.0.0.0" || host === "::";
  return `http://${isAny ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host}:${port}`;
}
