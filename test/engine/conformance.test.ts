import { afterAll, beforeAll, expect, test } from "vitest";
import { editions } from "../../src/conformance/catalog.ts";
import { type Server, startServer } from "../../src/server.ts";
import { askEverything, listFailures } from "../helpers/conformance.ts";

let server: Server;

beforeAll(async () => {
  server = await startServer({ port: 0, log: "silent" });
});

afterAll(() => server.close());

// A space each, so that the networks are loaded once and look at every photo once.
test.each(["2025-05", "2026-06"])(
  "the server keeps to the contract of %s with the real networks",
  async (name) => {
    const url = `${server.url}/~${name}`;
    const settings = await fetch(`${url}/__admin/settings`, {
      method: "PATCH",
      body: JSON.stringify({ didit: { contract: name } }),
    });
    expect(settings.status).toBe(200);
    const answers = await askEverything(url);
    const judged = editions.filter(({ provider, edition }) => provider !== "didit" || edition === name);
    for (const edition of judged) {
      const { failed, passed } = listFailures(edition, answers);
      expect(failed).toEqual([]);
      expect(passed.length).toBeGreaterThan(70);
    }
  },
);
