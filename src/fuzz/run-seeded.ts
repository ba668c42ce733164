import type { Answer } from "./answer.ts";
import { createCase } from "./create-case.ts";
import { exchange } from "./exchange.ts";
import { type FuzzedServer, startFuzzedServer } from "./fuzzed-server.ts";
import { createCaller } from "./run-cases.ts";
import { toWireBytes } from "./wire.ts";
import type { World } from "./world.ts";

const options = ["--seed", "fuzz", "--now", "2025-05-01T13:11:07Z"];
const space = "fuzz-seeded";
const timeoutMs = 60_000;
/** They tell of the connection and of the time that a call took. */
const ownHeaders = new Set(["date", "server-timing", "keep-alive", "connection"]);

/** Sends the first `count` bodies to two servers with one seed and one time; each answer must have the same bytes. Returns what differs. */
export async function runSeeded(
  world: World,
  count: number,
  onProgress: (done: number, total: number) => void,
): Promise<string[]> {
  const first = await withServer((server) => sendAll(server, world, count, () => undefined));
  const second = await withServer((server) => sendAll(server, world, count, onProgress));
  return first.flatMap((answer, number) =>
    answer === second[number]
      ? []
      : [`seeded ${number}: ${answer}\n  is on another server ${second[number]}`],
  );
}

async function withServer<T>(work: (server: FuzzedServer) => Promise<T>): Promise<T> {
  const server = await startFuzzedServer(options);
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}

/** One after the other, because numbers of sessions are given in the order of the calls. */
async function sendAll(
  { url }: FuzzedServer,
  world: World,
  count: number,
  onProgress: (done: number, total: number) => void,
): Promise<string[]> {
  const caller = await createCaller(url, space);
  const texts: string[] = [];
  for (let number = 0; number < count; number++) {
    const { request, expectation } = createCase("bodies", { world, caller, number });
    // Where a connection ends without an answer, how far the request came is a matter of chance.
    if (!expectation.isAnswerDue) continue;
    const { answers, end } = await exchange(url, { pieces: [toWireBytes(request)], answers: 1, timeoutMs });
    texts.push(answers[0] ? toText(answers[0]) : end);
    onProgress(number + 1, count);
  }
  return texts;
}

function toText({ status, headers, body }: Answer): string {
  const kept = Object.entries(headers).filter(([name]) => !ownHeaders.has(name));
  return `${status} ${JSON.stringify(kept)} ${body.toString("latin1")}`;
}
