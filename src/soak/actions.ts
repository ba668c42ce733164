import type { Random } from "../fuzz/random.ts";
import { type RudeRequests, rudeClients } from "../fuzz/rude-clients.ts";
import { createRudeRequests } from "../fuzz/rude-requests.ts";
import type { World } from "../fuzz/world.ts";
import type { SoakClient } from "./soak-client.ts";

/** One thing that a connection does; throws for a wrong status, which is counted as a failure. */
export type Action = {
  readonly name: string;
  /** How often it is chosen, as a weight. */
  readonly weight: number;
  readonly run: (context: ActionContext) => Promise<void>;
};

/** What an action works with. */
export type ActionContext = {
  readonly client: SoakClient;
  readonly random: Random;
  readonly rude: RudeRequests;
  /** A number that no other action of the run has. */
  readonly number: number;
};

// As many as a pipeline has; each is used by all connections and deleted now and then.
const spaceCount = 40;
/** What the server's `--body-timeout-ms` is set to: a client that stops must not hold up its connection for ten seconds. */
export const bodyTimeoutMs = 3_000;

/** The mix of a busy day: most calls are forced or about photos that were seen before. */
export const actions: readonly Action[] = [
  {
    name: "forced outcome",
    weight: 30,
    async run({ client, random }) {
      const [scenario, status] = random.pick(forced);
      await client.check({ scenario, statuses: [status], isNew: false });
    },
  },
  {
    name: "photo seen before",
    weight: 25,
    run: ({ client }) => client.check({ statuses: [200], isNew: false }),
  },
  {
    name: "new photo",
    weight: 3,
    // 503 is the stated answer when more photos wait than may.
    run: ({ client, random }) =>
      client.check({ statuses: [200, 503], isNew: true, space: pickSpace(random), isSaved: true }),
  },
  {
    name: "token and selfie",
    weight: 5,
    run: ({ client }) => client.checkSelfie(),
  },
  {
    name: "invalid call",
    weight: 5,
    run: ({ client, random }) =>
      client.check({
        statuses: [400],
        isNew: false,
        fields: { face_liveness_score_decline_threshold: random.pick(["abc", "101", "-1"]) },
      }),
  },
  {
    name: "journal",
    weight: 8,
    async run({ client, random }) {
      const path = random.pick([
        "requests?limit=20",
        "scenarios",
        "spaces",
        "health",
        "sessions",
        "webhooks",
      ]);
      await client.ask("GET", `${random.chance(0.5) ? "" : `/~${pickSpace(random)}`}/__admin/${path}`, [200]);
    },
  },
  { name: "metrics", weight: 1, run: ({ client }) => client.ask("GET", "/metrics", [200]) },
  {
    name: "space made, used and deleted",
    weight: 6,
    async run({ client, number }) {
      const space = `soak-made-${number}`;
      await client.ask("POST", "/__admin/spaces", [200, 201], { id: space });
      await client.check({ statuses: [200], isNew: false, space, isSaved: true });
      await client.ask("GET", `/~${space}/__admin/requests`, [200]);
      await client.ask("DELETE", `/__admin/spaces/${space}`, [200]);
    },
  },
  {
    name: "shared space deleted",
    weight: 1,
    // Another connection may have been quicker.
    run: ({ client, random }) => client.ask("DELETE", `/__admin/spaces/${pickSpace(random)}`, [200, 404]),
  },
  {
    name: "scenario added and removed",
    weight: 6,
    async run({ client, number }) {
      const id = `soak-${number}`;
      const scenario = {
        id,
        operation: "didit.passive-liveness",
        when: { vendor_data: id },
        outcome: { score: 12 },
      };
      await client.ask("POST", "/__admin/scenarios", [200, 201], scenario);
      await client.check({ statuses: [200], isNew: false, fields: { vendor_data: id } });
      await client.ask("DELETE", `/__admin/scenarios/${id}`, [200]);
    },
  },
  {
    name: "webhook",
    weight: 4,
    run: ({ client, number }) =>
      client.check({
        scenario: "approve",
        statuses: [200],
        isNew: false,
        isSaved: true,
        fields: { vendor_data: `hook-${number % 100}` },
      }),
  },
  {
    name: "slow or leaving client",
    weight: 6,
    async run({ client, rude, random }) {
      const { name, run } = random.pick(rudeClients);
      const [problem] = await run(client.url, rude, random, bodyTimeoutMs);
      if (problem) throw new Error(`${name}: ${problem}`);
    },
  },
];

/** Requests of clients that are slow or leave, in a space of their own. */
export function createSoakRude(world: Pick<World, "calls">): RudeRequests {
  return createRudeRequests(world, "soak-rude");
}

/** One of the actions, by its weight. */
export function pickAction(random: Random): Action {
  let left = random.below(actions.reduce((sum, { weight }) => sum + weight, 0));
  for (const action of actions) {
    left -= action.weight;
    if (left < 0) return action;
  }
  throw new Error("There are no actions.");
}

const forced = [
  ["low-liveness-score", 200],
  ["approve", 200],
  ["face-in-blocklist", 200],
  ["insufficient-credits", 403],
  ["rate-limited", 429],
  ["invalid-image", 400],
  ["unauthorized", 401],
] as const;

function pickSpace(random: Random): string {
  return `soak-${random.below(spaceCount)}`;
}
