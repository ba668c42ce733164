import { type RequestListener, Server } from "node:http";
import type { Socket } from "node:net";
import type { Server as TlsServer } from "node:tls";

/** The first byte of every TLS connection: a record of the type "handshake" (RFC 8446, 5.1). */
const handshakeRecord = 0x16;

/**
 * An HTTP server that answers TLS connections as well, on the same port: the first byte of a connection decides. Like an https.Server it emits
 * `secureConnection` for them. `tls` is a server of its own that never listens.
 */
export class TwoWayServer extends Server {
  /** Connections that have not sent anything yet. */
  readonly #silent = new Set<Socket>();
  /** What carries TLS, from the first byte of the handshake. */
  readonly #carriers = new Set<Socket>();
  readonly #tls: TlsServer;
  readonly #serve: (socket: Socket) => void;

  constructor(handler: RequestListener, tls: TlsServer) {
    super(handler);
    this.#tls = tls;
    // What Node itself does with a new connection.
    this.#serve = this.listeners("connection")[0] as (socket: Socket) => void;
    this.removeAllListeners("connection");
    this.on("connection", (socket: Socket) => this.#await(socket));
    this.on("secureConnection", (socket: Socket) => {
      socket.allowHalfOpen = true;
      this.#serve.call(this, socket);
    });
    tls.on("secureConnection", (socket) => this.emit("secureConnection", socket));
    // Node leaves a connection whose handshake failed, or took too long, to its owner.
    tls.on("tlsClientError", (_error, socket) => socket.destroy());
  }

  /** Also ends connections that have not sent anything. */
  override closeIdleConnections(): void {
    super.closeIdleConnections();
    for (const socket of this.#silent) socket.destroy();
  }

  /** Also ends connections in the middle of a handshake. */
  override closeAllConnections(): void {
    super.closeAllConnections();
    for (const socket of [...this.#silent, ...this.#carriers]) socket.destroy();
  }

  #await(socket: Socket): void {
    this.#silent.add(socket);
    const end = () => socket.destroy();
    const forget = () => {
      socket.off("readable", look).off("end", end).off("timeout", end).off("error", end).off("close", forget);
      this.#silent.delete(socket);
    };
    const look = () => {
      const first: Buffer | null = socket.read(1);
      if (first === null) return;
      forget();
      socket.setTimeout(0);
      socket.unshift(first);
      if (first[0] === handshakeRecord) this.#secure(socket);
      else this.#serve.call(this, socket);
    };
    socket.setTimeout(this.headersTimeout);
    socket.on("readable", look).on("end", end).on("timeout", end).on("error", end).on("close", forget);
  }

  #secure(socket: Socket): void {
    this.#carriers.add(socket);
    // A client that closes its side in the middle of a handshake never ends it; one that does so after a call may wait for the answer.
    socket.allowHalfOpen = false;
    socket.once("close", () => this.#carriers.delete(socket));
    this.#tls.emit("connection", socket);
  }
}
