import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A webhook as it arrived. */
export type Received = {
  readonly path: string;
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

/** How a {@link Receiver} answers, well or badly. */
export type Reply = (response: ServerResponse, received: Received) => void;

/** A server that webhooks are sent to. */
export type Receiver = {
  readonly url: string;
  readonly received: Received[];
  /** Its side of the connections that it has had. */
  readonly sockets: Socket[];
};

/** Answers with a status and a short body. */
export const answerWith =
  (status: number): Reply =>
  (response) =>
    response.writeHead(status).end("thanks");

/** Answers each webhook as the replies say in turn, the last one again and again; it is closed after the test. */
export async function startReceiver(...replies: Reply[]): Promise<Receiver> {
  const received: Received[] = [];
  const sockets: Socket[] = [];
  const server = createServer(async (request, response) => {
    try {
      const body = Buffer.concat(await request.toArray()).toString();
      const { url: path = "", method = "", headers } = request;
      received.push({ path, method, headers, body });
      const reply = replies[received.length - 1] ?? replies.at(-1) ?? answerWith(200);
      reply(response, { path, method, headers, body });
    } catch {
      // The sender has left in the middle of its request.
    }
  });
  server.on("connection", (socket) => sockets.push(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, received, sockets };
}

/** The URL of a receiver that is down. */
export async function reserveDeadUrl(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}/hook`;
}
