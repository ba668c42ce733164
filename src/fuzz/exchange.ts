import { connect } from "node:net";
import { type Answer, readAnswers } from "./answer.ts";

/** Bytes to send, in pieces, and when to stop listening. */
export type Sending = {
  readonly pieces: readonly Buffer[];
  /** Answers that are waited for. */
  readonly answers: number;
  /** Whether the client ends its side after the last piece. */
  readonly isEnded?: boolean;
  /** Without an answer for so long, the exchange is over. */
  readonly timeoutMs: number;
};

/** What came back. */
export type Exchange = {
  readonly answers: readonly Answer[];
  /** How it was over: all answers there, the server ended the connection, or nothing came for too long. */
  readonly end: "answered" | "closed" | "timeout";
  /** Bytes that are no whole answer, or why they cannot be one. */
  readonly rest: string;
};

/** Sends bytes over a connection of their own and reads what comes back. Never rejects; a refused connection is `closed` without answers. */
export function exchange(url: string, { pieces, answers, isEnded, timeoutMs }: Sending): Promise<Exchange> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    let chunks: Buffer[] = [];
    let isOver = false;
    const read = () => {
      const bytes = Buffer.concat(chunks);
      chunks = [bytes];
      try {
        const found = readAnswers(bytes);
        return { answers: found.answers, rest: found.rest.subarray(0, 200).toString("latin1") };
      } catch (error) {
        return { answers: [], rest: (error as Error).message };
      }
    };
    const finish = (end: Exchange["end"]) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      socket.destroy();
      resolve({ ...read(), end });
    };
    const timer = setTimeout(() => finish("timeout"), timeoutMs);
    socket.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      if (read().answers.length >= answers) finish("answered");
    });
    // A reset after the answer is how the server ends an upload that nobody reads any more.
    socket.on("error", () => undefined);
    socket.on("close", () => finish("closed"));
    for (const piece of pieces) socket.write(piece);
    if (isEnded) socket.end();
  });
}
