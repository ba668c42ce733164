import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { readAnswers } from "./answer.ts";
import type { Random } from "./random.ts";

/** What clients that are slow or leave send: whole requests as bytes. */
export type RudeRequests = {
  /** A small call that is answered at once. */
  readonly small: Buffer;
  /** A call with a photo that nobody has seen, each time another one. */
  readonly createPhoto: () => Buffer;
  /** A call that is answered slowly. */
  readonly slow: Buffer;
  /** A call whose answer is long. */
  readonly long: Buffer;
};

/** One way of being a bad client; returns what is wrong with how the server took it, a sentence each. */
export type RudeClient = {
  readonly name: string;
  readonly run: (
    url: string,
    requests: RudeRequests,
    random: Random,
    bodyTimeoutMs: number,
  ) => Promise<string[]>;
};

// On a busy machine an answer may take long; one that takes longer than this never comes.
const patienceMs = 60_000;

/** Clients that are slow, stop, leave or never read. */
export const rudeClients: readonly RudeClient[] = [
  {
    name: "sends byte by byte",
    async run(url, { small }) {
      const client = open(url);
      for (const byte of small) {
        client.socket.write(Buffer.of(byte));
        // Each byte leaves as a packet of its own.
        await new Promise(setImmediate);
      }
      return expectStatus(await client.wait(1), 200);
    },
  },
  {
    name: "stops in the middle of the body",
    async run(url, { createPhoto }, random, bodyTimeoutMs) {
      const client = open(url);
      const photo = createPhoto();
      client.socket.write(photo.subarray(0, random.between(photo.indexOf("\r\n\r\n") + 4, photo.length - 1)));
      const start = Date.now();
      const statuses = await client.wait(1);
      if (statuses.length > 0 || client.isClosed()) return [];
      return [`it was not disconnected within ${Date.now() - start} ms; the timeout is ${bodyTimeoutMs} ms.`];
    },
  },
  {
    name: "stops in the middle of the head and leaves",
    async run(url, { small }, random) {
      const client = open(url);
      client.socket.write(small.subarray(0, random.between(1, small.indexOf("\r\n\r\n"))));
      await sleep(random.below(500));
      return client.leave();
    },
  },
  {
    // One end of a connection looks like both, so for Node's server such a client is gone.
    name: "ends its side after the request",
    async run(url, { createPhoto }) {
      const client = open(url);
      client.socket.end(createPhoto());
      const statuses = await client.wait(1);
      return client.isClosed() ? [] : expectStatus(statuses, 200);
    },
  },
  {
    name: "ends its side in the middle",
    async run(url, { createPhoto }, random) {
      const client = open(url);
      const photo = createPhoto();
      client.socket.end(photo.subarray(0, random.below(photo.length)));
      const statuses = await client.wait(1);
      return client.isClosed() || statuses.length > 0 ? [] : ["the connection stayed open."];
    },
  },
  leaving("resets during the upload", ({ createPhoto }, random) => {
    const photo = createPhoto();
    return { bytes: photo.subarray(0, random.below(photo.length)), afterMs: random.below(50) };
  }),
  leaving("resets during the analysis", ({ createPhoto }, random) => ({
    bytes: createPhoto(),
    afterMs: random.between(2, 150),
  })),
  leaving("resets during the answer", ({ slow }, random) => ({
    bytes: slow,
    afterMs: random.between(5, 400),
  })),
  leaving("never reads the answers", ({ long }, random) => ({
    bytes: Buffer.concat(Array.from({ length: random.between(5, 50) }, () => long)),
    afterMs: random.between(100, 1_000),
    isDeaf: true,
  })),
  {
    name: "keeps a connection and does nothing",
    async run(url, { small }, random) {
      const client = open(url);
      client.socket.write(small);
      const first = expectStatus(await client.wait(1), 200);
      await sleep(random.between(100, 2_000));
      client.socket.write(small);
      const second = expectStatus((await client.wait(2)).slice(1), 200);
      client.leave();
      return [...first, ...second];
    },
  },
];

function leaving(
  name: string,
  create: (
    requests: RudeRequests,
    random: Random,
  ) => { readonly bytes: Buffer; readonly afterMs: number; readonly isDeaf?: boolean },
): RudeClient {
  return {
    name,
    async run(url, requests, random) {
      const { bytes, afterMs, isDeaf } = create(requests, random);
      const client = open(url);
      if (isDeaf) client.socket.pause();
      client.socket.write(bytes);
      await sleep(afterMs);
      return client.leave();
    },
  };
}

function expectStatus(statuses: readonly number[], wanted: number): string[] {
  const [status] = statuses;
  return status === wanted ? [] : [`it got ${status ?? "nothing"}, not ${wanted}.`];
}

type Client = {
  readonly socket: Socket;
  /** Resolves with the statuses of the answers when so many are there, or when the connection is over or patience is. */
  readonly wait: (answers: number) => Promise<number[]>;
  readonly isClosed: () => boolean;
  /** Resets the connection. */
  readonly leave: () => string[];
};

function open(url: string): Client {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true, allowHalfOpen: true });
  const chunks: Buffer[] = [];
  let isClosed = false;
  socket.on("data", (chunk: Buffer) => void chunks.push(chunk));
  socket.on("error", () => undefined);
  socket.on("end", () => {
    isClosed = true;
    socket.destroy();
  });
  socket.on("close", () => {
    isClosed = true;
  });
  const read = () => readAnswers(Buffer.concat(chunks)).answers.map(({ status }) => status);
  return {
    socket,
    isClosed: () => isClosed,
    async wait(answers) {
      const start = Date.now();
      while (read().length < answers && !isClosed && Date.now() - start < patienceMs) await sleep(10);
      return read();
    },
    leave() {
      socket.resetAndDestroy();
      return [];
    },
  };
}
