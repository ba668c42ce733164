import { createRandom } from "./random.ts";
import { rudeClients } from "./rude-clients.ts";
import { createRudeRequests } from "./rude-requests.ts";
import type { Target } from "./target.ts";
import type { World } from "./world.ts";

/** What clients that are slow or leave came to. */
export type ClientsResult = {
  readonly clients: number;
  /** What was wrong, a sentence each. */
  readonly failures: readonly string[];
};

const space = "fuzz-clients";
/** Clients at once. */
const parallel = 200;
const calmMs = 30_000;

/** Runs so many clients, 200 at once, of every kind in turn; after them a good client must be answered and no photo may wait. */
export async function runClients(
  target: Target,
  world: World,
  count: number,
  onProgress: (done: number, total: number) => void,
): Promise<ClientsResult> {
  const requests = createRudeRequests(world, space);
  const failures: string[] = [];
  let started = 0;
  let done = 0;
  const work = async () => {
    while (started < count) {
      const number = started++;
      const client = rudeClients[number % rudeClients.length];
      if (!client) return;
      const random = createRandom(`${world.seed} clients`, number);
      const problems = await client.run(target.url, requests, random, target.bodyTimeoutMs);
      for (const problem of problems) failures.push(`client ${number} ${client.name}: ${problem}`);
      onProgress(++done, count);
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, count) }, work));
  failures.push(...(await checkCalm(target, requests.small)), ...(await target.look()));
  return { clients: done, failures };
}

/** The server answers a good client as if nothing had been. */
async function checkCalm({ url }: Target, small: Buffer): Promise<string[]> {
  const head = small.indexOf("\r\n\r\n");
  const type = /Content-Type: (\S+ \S+)/.exec(small.subarray(0, head).toString("latin1"))?.[1] ?? "";
  const response = await fetch(`${url}/~${space}/v3/passive-liveness/`, {
    method: "POST",
    headers: { "x-api-key": "calm", "content-type": type },
    body: new Uint8Array(small.subarray(head + 4)),
    signal: AbortSignal.timeout(calmMs),
  }).catch((error: Error) => error);
  if (response instanceof Error) return [`after all clients had left, a good one got: ${response.message}.`];
  await fetch(`${url}/__admin/spaces/${space}`, { method: "DELETE" });
  return response.status === 200 ? [] : [`after all clients had left, a good one got ${response.status}.`];
}
