import { connect as connectTcp, type Socket } from "node:net";
import { type ConnectionOptions, connect as connectTls, type TlsOptions } from "node:tls";
import { onTestFinished } from "vitest";

/** A connection of which every byte and the way it ended are seen. */
export type RawClient = {
  readonly socket: Socket;
  /** All that has come, one character a byte. */
  readonly received: () => string;
  /** Resolves when `pattern` has come; rejects when the connection ends before. */
  waitFor(pattern: RegExp): Promise<string>;
  /** `"end"` when the server closed cleanly, otherwise the code of the error. */
  readonly ended: Promise<string>;
};

/** TLS that needs no certificate: both sides know one key. */
export const sharedKeyTls: {
  readonly server: TlsOptions;
  readonly client: ConnectionOptions;
} = (() => {
  const key = Buffer.alloc(16, "key");
  const both = { ciphers: "PSK", minVersion: "TLSv1.2", maxVersion: "TLSv1.2" } as const;
  return {
    server: { ...both, pskCallback: () => key },
    client: {
      ...both,
      pskCallback: () => ({ psk: key, identity: "test" }),
      checkServerIdentity: () => undefined,
    },
  };
})();

/** Connects and sends the text; the connection is ended after the test. */
export function openRawClient(port: number, request: string | Buffer, tls?: ConnectionOptions): RawClient {
  const socket = tls
    ? connectTls({ port, host: "127.0.0.1", ...tls })
    : connectTcp({ port, host: "127.0.0.1" });
  onTestFinished(() => {
    socket.destroy();
  });
  let received = "";
  let ending = "closed by the client";
  socket.setEncoding("latin1");
  socket.on("data", (text: string) => {
    received += text;
  });
  socket.on("end", () => {
    ending = "end";
  });
  socket.on("error", (error: NodeJS.ErrnoException) => {
    ending = error.code ?? error.message;
  });
  const ended = new Promise<string>((resolve) => socket.on("close", () => resolve(ending)));
  socket.write(request);
  return {
    socket,
    received: () => received,
    ended,
    waitFor: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!pattern.test(received)) return;
          socket.off("data", look);
          resolve(received);
        };
        socket.on("data", look);
        void ended.then((how) => reject(new Error(`ended (${how}) without ${pattern}: ${received}`)));
        look();
      }),
  };
}
