import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { photoPart } from "../helpers/admin.ts";
import { createDirectory } from "../helpers/directories.ts";
import { fetchJson, postForm, startTestServer } from "../helpers/server.ts";

const good = "operation: didit.passive-liveness\noutcome: { score: 12 }\n";

test("reload takes changed files over at once; catalog and list show them", async () => {
  const scenarios = createDirectory({ "one.yaml": `${good}when: { vendor_data: a }\n` });
  const { url } = await startTestServer({ scenarios });
  writeFileSync(join(scenarios, "approve.yaml"), "outcome: { error: forbidden }\n");
  const { status, body } = await fetchJson(`${url}/__admin/reload`, "POST");
  expect([status, body]).toMatchObject([200, { directory: scenarios, scenarios: 2, problems: [] }]);
  const approve = await fetchJson(`${url}/__admin/scenarios/approve`);
  expect(approve.body).toMatchObject({
    id: "approve",
    origin: "file",
    source: expect.stringMatching(/approve\.yaml:1$/),
  });
  // The shipped scenario that the catalog would name is replaced by another outcome.
  const { operations } = (await fetchJson(`${url}/__admin/catalog`)).body;
  expect(JSON.stringify(operations)).not.toContain('"scenario":"approve"');
});

test("reload of bad files is answered with 409 and the problems, health shows them, the good ones stay", async () => {
  const scenarios = createDirectory({ "one.yaml": good });
  const { url } = await startTestServer({ scenarios });
  writeFileSync(
    join(scenarios, "one.yaml"),
    "outcome: { scor: 12 }\nwhen: { api_key: { is: sk-live-1234567890 } }\n",
  );
  const { status, body } = await fetchJson(`${url}/__admin/reload`, "POST");
  expect([status, body.scenarios]).toEqual([409, 1]);
  expect(body.problems).toMatchObject([
    { line: 1, column: 12, path: "outcome.scor", message: "the key is not known. Did you mean score?" },
    {
      line: 2,
      column: 18,
      path: "when.api_key",
      message: "must be a text or a number or true or false or a list.",
    },
  ]);
  const health = await fetchJson(`${url}/__admin/health`);
  expect(health.body).toMatchObject({ status: "degraded", scenarios: { problems: body.problems } });
  const call = await postForm(`${url}/v3/passive-liveness/`, [photoPart]);
  expect(call.headers.get("x-stuntface-scenario")).toBe("one#1/1");
});
