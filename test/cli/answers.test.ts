import { expect, test } from "vitest";
import { startServe } from "../helpers/cli.ts";

test("answers of a server in a process of its own are held against the documents, too", async () => {
  const { url, listAnswers } = await startServe();
  await fetch(`${url}/v3/billing/balance/`, { headers: { "x-api-key": "k" } });
  await fetch(`${url}/~ci-7/__admin/version`);
  expect(listAnswers().map(({ route, status }) => [route, status])).toEqual([
    ["/v3/billing/balance/", 200],
    ["/__admin/version", 200],
  ]);
});
