import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { FastifyReply } from "fastify";
import type { Fault } from "../scenarios/scenario.ts";
import { toCarrier } from "./carrier.ts";
import { sendSlowly } from "./slow-answer.ts";

/** What would have been sent. */
export type Payload = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

/** How long a client may go on sending, or keep its side open, after the server has closed its own. */
const lingerMs = 5_000;

/**
 * Sends `payload` (an empty 200 when undefined), with the headers that the reply has already, broken as `fault` says. Resolves
 * when the connection has ended or, for slow, when all is sent; an abort of `signal` ends the connection at once, and only slow is
 * followed by onResponse hooks. Rejects, the connection destroyed, when Node refuses the status, the headers or the rate.
 */
export async function deliverFault(
  reply: FastifyReply,
  fault: Fault,
  payload: Payload | undefined,
  signal: AbortSignal,
): Promise<void> {
  reply.hijack();
  const { raw: request } = reply.request;
  const { socket } = request;
  const end = () => socket.destroy();
  signal.addEventListener("abort", end, { once: true });
  if (signal.aborted) end();
  try {
    // Nobody reads the rest of the upload, and a client that leaves is noticed only while its bytes are read.
    request.unpipe();
    request.resume();
    await waitForTurn(reply.raw, socket);
    if (!socket.destroyed) await sendBroken(reply, fault, payload ?? createEmpty(), socket);
    else await waitForClose(socket);
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    signal.removeEventListener("abort", end);
  }
}

async function sendBroken(reply: FastifyReply, fault: Fault, payload: Payload, socket: Socket) {
  if (typeof fault === "object") {
    const body = writeHead(reply, payload);
    return sendSlowly(reply.raw, body, fault.slow.bytesPerSecond, socket);
  }
  switch (fault) {
    case "reset":
      // Only the TCP connection under TLS can be reset.
      toCarrier(socket).resetAndDestroy();
      return waitForClose(socket);
    case "hang":
      return waitForClose(socket);
    case "empty":
      return closeGently(socket);
    case "garbage":
      socket.write(createGarbage());
      return closeGently(socket);
    case "truncate":
      writeHalf(reply, payload, socket);
      return closeGently(socket);
  }
}

/** Resolves when earlier answers on the connection are sent, or when the connection has closed. */
async function waitForTurn(response: ServerResponse, socket: Socket): Promise<void> {
  if (response.socket || socket.destroyed) return;
  await new Promise<void>((resolve) => {
    const stop = () => {
      response.off("socket", stop);
      socket.off("close", stop);
      resolve();
    };
    response.on("socket", stop);
    socket.on("close", stop);
  });
}

async function waitForClose(socket: Socket): Promise<void> {
  if (socket.closed) return;
  await new Promise<void>((resolve) => socket.once("close", () => resolve()));
}

/** Lets the client read what was sent and then the end; a socket destroyed over unread bytes would be reset instead. */
async function closeGently(socket: Socket): Promise<void> {
  const timer = setTimeout(() => socket.destroy(), lingerMs);
  socket.end();
  await waitForClose(socket);
  clearTimeout(timer);
}

function writeHalf(reply: FastifyReply, payload: Payload, socket: Socket): void {
  const body = writeHead(reply, payload);
  if (body.length === 0) {
    // With its whole head, an answer without body would be complete.
    socket.write(`HTTP/1.1 ${payload.status} ${reply.raw.statusMessage}\r\n`);
    return;
  }
  reply.raw.flushHeaders();
  reply.raw.write(body.subarray(0, body.length / 2));
}

/** Prepares status and headers without sending them; returns the body that follows, empty when HTTP allows none. */
function writeHead(reply: FastifyReply, { status, headers, body }: Payload): Buffer {
  const { raw: response, request } = reply;
  for (const [name, value] of [...Object.entries(reply.getHeaders()), ...Object.entries(headers)])
    if (value !== undefined) response.setHeader(name, value);
  response.removeHeader("transfer-encoding");
  if (status === 204) response.removeHeader("content-length");
  else response.setHeader("content-length", body.length);
  response.writeHead(status);
  const isBodiless = request.method === "HEAD" || status === 204 || status === 304;
  return isBodiless ? Buffer.alloc(0) : body;
}

function createEmpty(): Payload {
  return { status: 200, headers: {}, body: Buffer.alloc(0) };
}

/** Bytes with which no HTTP answer begins, always the same. */
function createGarbage(): Buffer {
  return Buffer.from(Array.from({ length: 64 }, (_, index) => (index * 151 + 7) % 256));
}
