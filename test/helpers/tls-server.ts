import { type RequestOptions, request } from "node:https";
import type { ConnectionOptions } from "node:tls";
import { type LiveServer, type LiveSetup, startLiveServer, startSharedServer } from "./live-server.ts";

/** A live server that speaks HTTPS too, and what it told its user. */
export type TlsLiveServer = LiveServer & {
  readonly notices: string[];
  /** What a client needs that trusts its CA. */
  readonly trust: ConnectionOptions & { readonly ca: string };
};

/** Starts a live server with `tls`; its CA ends with it unless the options say otherwise. */
export async function startTlsServer(setup: LiveSetup = {}): Promise<TlsLiveServer> {
  return withTls(setup, startLiveServer);
}

/** The same for several tests, which close it; `directory` holds its scenario files when it is not empty. */
export async function startSharedTlsServer(directory = ""): Promise<TlsLiveServer> {
  return withTls({}, (setup) => startSharedServer(setup, directory));
}

async function withTls(
  setup: LiveSetup,
  start: (setup: LiveSetup) => Promise<LiveServer>,
): Promise<TlsLiveServer> {
  const notices: string[] = [];
  const server = await start({
    ...setup,
    options: { tls: true, ...setup.options },
    parts: { onNotice: (message) => notices.push(message), ...setup.parts },
  });
  return { ...server, notices, trust: { ca: server.ca ?? "", servername: "localhost" } };
}

/** What was answered over HTTPS. */
export type TlsAnswer = {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly text: string;
};

/** Asks the port of this machine over HTTPS; the options decide what is trusted and which name is asked for. */
export function fetchTls(
  port: number,
  path: string,
  options: RequestOptions,
  body?: Buffer,
): Promise<TlsAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path, agent: false, ...options });
    sent.on("error", reject);
    sent.on("response", (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      response.on("error", reject);
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    });
    sent.end(body);
  });
}
