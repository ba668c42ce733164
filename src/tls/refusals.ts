import { X509Certificate } from "node:crypto";
import type { Server } from "node:http";
import { isIP, type Socket } from "node:net";
import type { TLSSocket, Server as TlsServer } from "node:tls";
import { toCarrier } from "../http/carrier.ts";
import type { Credentials } from "./credentials.ts";

/** A client that judges the certificate only after the handshake, as Node does, leaves so soon. */
const departureMs = 1_000;

/** A scanner that asks for ever new names must not fill log and memory. */
const maxKinds = 20;

const departure =
  "left at the TLS handshake without a request, as one does that does not trust the certificate";

/** Alerts with which clients refuse a certificate, by their names in OpenSSL. */
const refusal = /ALERT_(UNKNOWN_CA|(BAD|UNSUPPORTED)_CERTIFICATE|CERTIFICATE_(UNKNOWN|EXPIRED|REVOKED))/;
const oldVersion = /UNSUPPORTED_PROTOCOL|VERSION_TOO_LOW|ALERT_PROTOCOL_VERSION/;

/** Tells the user about clients that refuse the certificate. */
export type RefusalWatch = {
  /** Follows the connections that a TLS server hands to an HTTP server. */
  readonly follow: (tls: TlsServer, server: Server) => void;
};

/** Gives one notice for each kind of refusal, however many clients refuse: the first is what the user has to see. */
export function createRefusalWatch(
  readCredentials: () => Credentials,
  onNotice: (message: string) => void,
): RefusalWatch {
  const told = new Set<string>();
  const tell = (kind: string, message: string) => {
    if (told.has(kind) || told.size >= maxKinds) return;
    told.add(kind);
    onNotice(message);
  };
  const tellRefusal = (kind: string, socket: TLSSocket, address: string, what: string) => {
    const { certificate, authority, isOwn } = readCredentials();
    const name = readServerName(socket);
    const isNamed = name === undefined || new X509Certificate(certificate).checkHost(name) !== undefined;
    if (isNamed) tell(kind, `a client at ${address} ${what}. ${toAdvice(authority)}`);
    else
      tell(
        `name ${name}`,
        `a client at ${address} ${what}: it asked for ${name}, which the certificate does not name. ${isOwn ? "Give one with --tls-cert that does" : `Start with --tls-names ${name}`}.`,
      );
  };
  return {
    follow(tls, server) {
      const addresses = new WeakMap<Socket, string>();
      const asked = new WeakSet<Socket>();
      // Read now, because a closed connection does not know it any more.
      tls.on("connection", (carrier: Socket) => addresses.set(carrier, carrier.remoteAddress ?? ""));
      server.on("request", ({ socket }) => asked.add(socket));
      const tellLeft = (socket: TLSSocket) => tellRefusal("left", socket, toAddress(socket), departure);
      const toAddress = (socket: TLSSocket) => addresses.get(toCarrier(socket)) ?? "";
      tls.on("tlsClientError", (error: NodeJS.ErrnoException, socket) => {
        const { code = "" } = error;
        const address = toAddress(socket);
        if (refusal.test(code)) tellRefusal("refused", socket, address, "refused the certificate");
        else if (oldVersion.test(code))
          tell("version", `a client at ${address} knows no TLS 1.2, which is the oldest that is spoken.`);
        // It has seen the certificate.
        else if (code === "ECONNRESET" && toCarrier(socket).bytesWritten > 0) tellLeft(socket);
      });
      tls.on("secureConnection", (socket) => {
        const startMs = performance.now();
        socket.once("close", () => {
          const isEarly = performance.now() - startMs < departureMs;
          if (isEarly && server.listening && !asked.has(socket)) tellLeft(socket);
        });
      });
    },
  };
}

/** The host name that the client asked for; undefined when it sent none, as for an address. */
function readServerName({ servername }: { readonly servername?: string | false | null }): string | undefined {
  // Whatever a client sends there ends up in the log.
  return servername && isIP(servername) === 0 && /^[\w.-]{1,253}$/.test(servername) ? servername : undefined;
}

function toAdvice(authority: string | undefined): string {
  return authority === undefined
    ? "It must trust the CA that issued --tls-cert."
    : "It must trust the CA that GET /__admin/ca.pem gives, over plain HTTP on the same port: curl --cacert, NODE_EXTRA_CA_CERTS, REQUESTS_CA_BUNDLE or SSL_CERT_FILE; docs/tls.md has more.";
}
