import type { CallRecord } from "../journal/record.ts";
import { listUnknownVariables, loadOptions } from "../load-options.ts";
import type { Options } from "../options.ts";
import { readVersion } from "../package-root.ts";
import type { Mail } from "../sandbox/mail.ts";
import { defaultSpaceId } from "../sandbox/space.ts";
import type { Server } from "../server.ts";
import { serveHelp } from "./help.ts";

/** Runs the server until a signal ends it. */
export async function runServe(argv: readonly string[]): Promise<number> {
  if (argv.includes("--help") || argv.includes("-h")) {
    process.stdout.write(serveHelp());
    return 0;
  }
  const options = loadOptions(argv, process.env);
  for (const sentence of listUnknownVariables(process.env)) process.stderr.write(`stuntface: ${sentence}\n`);
  const ended = waitForEnd();
  const server = await start(options);
  try {
    announce(server, options);
    return await Promise.race([ended, server.ready.then(() => announceReady(options, ended))]);
  } finally {
    await server.close();
  }
}

async function start(options: Options): Promise<Server> {
  const onNotice = (message: string) => process.stderr.write(`stuntface: ${message}\n`);
  // Not before the settings are known to be good: help and mistakes are answered in a quarter of the time.
  const { startServer } = await import("../server.ts");
  try {
    return await startServer(options, {
      record: createLog(options),
      onMail: createMailLog(options),
      onNotice,
    });
  } catch (error) {
    throw toStartError(error as NodeJS.ErrnoException, options);
  }
}

function toStartError(error: NodeJS.ErrnoException, { host, port }: Options): Error {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `port ${port} on ${host} is in use; choose another with --port, or 0 for a free one`,
    EACCES: `port ${port} on ${host} may not be opened; choose one above 1023 with --port`,
    EADDRNOTAVAIL: `${host} is no address of this machine; choose another with --host`,
    ENOTFOUND: `the host ${host} is not known; choose another with --host`,
  };
  const reason = error.syscall === undefined ? undefined : reasons[error.code ?? ""];
  return reason === undefined ? error : new Error(reason);
}

/** Resolves with the exit code on a signal, or when the npm that started the server is gone: npm does not pass signals on. */
function waitForEnd(): Promise<number> {
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const)
      process.removeAllListeners(signal).once(signal, () => resolve(0));
    if (process.env.npm_lifecycle_event === undefined) return;
    const { ppid } = process;
    setInterval(() => process.ppid !== ppid && resolve(0), 200).unref();
  });
}

function announce(server: Server, options: Options): void {
  const { url, plainUrl } = server;
  const plain = options.tls ? { plainUrl } : {};
  if (options.log === "json") writeLine(JSON.stringify({ event: "listening", url, ...plain }));
  if (options.log === "text") writeLine(toBanner(server, options));
}

function toBanner({ url: shownUrl, plainUrl: url, endpoints, ca }: Server, options: Options): string {
  const users = options.apptenticate.users.length;
  const trust = ca === null ? "" : `\nTrust its certificate:\n  curl -o ca.pem ${url}/__admin/ca.pem`;
  return `Stuntface ${readVersion()} listens on ${shownUrl}${options.tls ? ` and ${url}` : ""} (Didit edition ${options.didit.contract})
${endpoints.map((endpoint) => `  ${endpoint}`).join("\n")}
  GET  /readyz, /metrics, /__admin/health, /__admin/requests, /__admin/scenarios, /__admin/catalog
Apptenticate accepts ${users === 0 ? "any user and password" : `${users} configured ${users === 1 ? "user" : "users"}`}

Try it:
  curl -H "x-api-key: any" -F user_image=@selfie.jpg ${url}/v3/passive-liveness/
Force an outcome:
  curl -H "x-api-key: any" -H "X-Stuntface-Scenario: low-liveness-score" -F user_image=@selfie.jpg ${url}/v3/passive-liveness/${trust}

Loading the networks ...`;
}

async function announceReady({ log }: Options, ended: Promise<number>): Promise<number> {
  if (log === "text") writeLine("Ready.");
  if (log === "json") writeLine(JSON.stringify({ event: "ready" }));
  return ended;
}

function createLog({ log }: Options): (call: CallRecord) => void {
  if (log === "silent") return () => undefined;
  if (log === "json")
    return (call) => writeLine(JSON.stringify({ event: "call", ...call, files: call.files.length }));
  return ({ method, path, status, outcome, scenario, durationMs, error }) =>
    writeLine(
      `${method} ${path} ${status ?? "-"} ${durationMs.toFixed(0)} ms ${outcome}${scenario === "none" ? "" : ` (${scenario})`}${error === undefined ? "" : ` ${error}`}`,
    );
}

/** Whoever registers against the server of a colleague finds the code in its log. */
function createMailLog({ log }: Options): (spaceId: string, mail: Mail) => void {
  if (log === "silent") return () => undefined;
  if (log === "json") return (space, mail) => writeLine(JSON.stringify({ event: "mail", space, ...mail }));
  return (space, { to, subject, code }) =>
    writeLine(`mail to ${to}: ${subject} ${code}${space === defaultSpaceId ? "" : ` (space ${space})`}`);
}

function writeLine(line: string): void {
  process.stdout.write(`${line}\n`);
}
