import { setTimeout as sleep } from "node:timers/promises";
import { type OnProgress, runTask } from "../bench/task.ts";
import { createCalls } from "../fuzz/create-world.ts";
import { createRandom } from "../fuzz/random.ts";
import type { World } from "../fuzz/world.ts";
import { createSoakRude, pickAction } from "./actions.ts";
import { createSoakClient } from "./soak-client.ts";

/** What to send, for how long, over how many connections. */
export type SoakLoad = {
  readonly url: string;
  readonly seed: string;
  readonly connections: number;
  readonly durationMs: number;
};

/** What the clients saw. */
export type SoakTraffic = {
  /** Actions by name. */
  readonly actions: Readonly<Record<string, number>>;
  /** Answers by status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** How many actions failed, and the first of them, a sentence each. */
  readonly failed: number;
  readonly failures: readonly string[];
};

const mostFailures = 20;
/** A connection waits between two actions up to so long, as people and test suites do. */
const longestPauseMs = 2_000;

/** Sends the load from a process of its own, so that the clients' work is not counted as the server's. */
export function runSoakLoad(load: SoakLoad, onProgress: OnProgress): Promise<SoakTraffic> {
  return runTask(new URL("./load-child.js", import.meta.url), load, onProgress);
}

/** Calls that fill what a space keeps of saved calls, of its journal and of webhooks, so that it is full when the load begins. */
const fillingCalls = 1_100;
const fillingClients = 8;
/** Shorter runs judge no memory. */
const fillingWorthMs = 60_000;

async function fill(url: string, world: Pick<World, "calls">): Promise<void> {
  let left = fillingCalls;
  const work = async () => {
    const client = createSoakClient(
      url,
      world,
      () => 0,
      () => undefined,
    );
    while (left-- > 0)
      await client.check({ scenario: "approve", statuses: [200], isNew: false, isSaved: true });
    client.close();
  };
  await Promise.all(Array.from({ length: fillingClients }, work));
}

/** Sends the load from this process; progress is in seconds. */
export async function sendSoakLoad(
  { url, seed, connections, durationMs }: SoakLoad,
  onProgress: OnProgress,
): Promise<SoakTraffic> {
  const world = await createCalls();
  const rude = createSoakRude(world);
  const actions: Record<string, number> = {};
  const statuses: Record<string, number> = {};
  const failures: string[] = [];
  let failed = 0;
  let photo = 0;
  let number = 0;
  if (durationMs >= fillingWorthMs) await fill(url, world);
  onProgress(0, Math.round(durationMs / 1_000));
  const end = Date.now() + durationMs;
  const work = async (connection: number) => {
    const random = createRandom(`${seed} soak`, connection);
    const client = createSoakClient(
      url,
      world,
      () => photo++,
      (status) => {
        statuses[status] = (statuses[status] ?? 0) + 1;
      },
    );
    await sleep(random.below(longestPauseMs));
    while (Date.now() < end) {
      const action = pickAction(random);
      try {
        await action.run({ client, random, rude, number: number++ });
      } catch (error) {
        failed += 1;
        if (failures.length < mostFailures) failures.push(`${action.name}: ${(error as Error).message}`);
      }
      actions[action.name] = (actions[action.name] ?? 0) + 1;
      await sleep(random.below(longestPauseMs));
    }
    client.close();
  };
  const seconds = Math.round(durationMs / 1_000);
  const timer = setInterval(
    () => onProgress(seconds - Math.round((end - Date.now()) / 1_000), seconds),
    10_000,
  );
  await Promise.all(Array.from({ length: connections }, (_, connection) => work(connection)));
  clearInterval(timer);
  return { actions, statuses, failed, failures };
}
