import type { RequestListener } from "node:http";
import { createServer, type Server as TlsServer } from "node:tls";
import { TwoWayServer } from "../http/two-way-server.ts";
import { type Credentials, createCredentialSource } from "./credentials.ts";
import { createRefusalWatch } from "./refusals.ts";
import { TlsError } from "./tls-error.ts";
import type { TlsSettings } from "./tls-settings.ts";

/** HTTPS for the servers of one start. */
export type TlsFront = {
  /** What clients must trust, in PEM; undefined when only the user knows it. */
  readonly readAuthority: () => string | undefined;
  /** A server that answers HTTP and HTTPS, not yet listening, with timeouts of Fastify's. */
  readonly createServer: (handler: RequestListener, timeouts: Record<string, unknown>) => TwoWayServer;
  /** Ends the renewal. */
  readonly close: () => void;
};

/** A certificate is renewed with 30 days left, also while the server runs. */
const renewalMs = 12 * 60 * 60 * 1000;

/** Prepares HTTPS as the settings say; rejects with TlsError. */
export async function startTlsFront(
  settings: TlsSettings,
  onNotice: (message: string) => void,
): Promise<TlsFront> {
  const read = createCredentialSource(settings);
  let credentials = await read(Date.now());
  for (const notice of credentials.notices) onNotice(notice);
  const servers: TlsServer[] = [];
  const watch = createRefusalWatch(() => credentials, onNotice);
  const renew = async () => {
    try {
      credentials = await read(Date.now());
      for (const server of servers) server.setSecureContext(toContext(credentials));
    } catch (error) {
      onNotice(`the certificate could not be renewed: ${(error as Error).message}`);
    }
  };
  let timer: NodeJS.Timeout | undefined;
  return {
    readAuthority: () => credentials.authority,
    createServer(handler, { keepAliveTimeout, requestTimeout }) {
      timer ??= setInterval(renew, renewalMs).unref();
      const tls = createTlsServer(credentials);
      servers.push(tls);
      const server = new TwoWayServer(handler, tls);
      // As Fastify does for a server that it makes itself.
      Object.assign(server, { keepAliveTimeout, requestTimeout });
      watch.follow(tls, server);
      return server;
    },
    close: () => clearInterval(timer),
  };
}

function createTlsServer(credentials: Credentials): TlsServer {
  try {
    return createServer({ ...toContext(credentials), ALPNProtocols: ["http/1.1"], handshakeTimeout: 60_000 });
  } catch (error) {
    throw new TlsError(`the certificate cannot be used: ${(error as Error).message}.`);
  }
}

function toContext({ certificate, key }: Credentials) {
  return { cert: certificate, key, minVersion: "TLSv1.2" } as const;
}
