import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createScenarioFiles } from "../../../src/scenarios/files.ts";
import { toSignature } from "../../../src/scenarios/signature.ts";
import { createIdleWatch, startWatch } from "../../../src/scenarios/watch.ts";
import { createDirectory } from "../../helpers/directories.ts";
import { watchResources } from "../../helpers/resources.ts";
import { createSpecs } from "../../helpers/specs.ts";

function startOver(texts: Readonly<Record<string, string>>, signature?: string) {
  const directory = createDirectory(texts);
  const files = createScenarioFiles([], []);
  const specs = createSpecs();
  const watch = startWatch(directory, signature ?? toSignature(directory), specs, files, () => 7);
  onTestFinished(() => watch.close());
  const listIds = () => files.layer().scenarios.map(({ id }) => id);
  return { directory, watch, listIds };
}

test("files that changed between loading and watching are read without another change", async () => {
  const { listIds } = startOver({ "a.yaml": "outcome: real\n" }, "as it was");
  await expect.poll(listIds, { timeout: 10_000 }).toEqual(["a"]);
});

test("the result says when the good files were read, however often bad ones came since", async () => {
  const { directory, watch, listIds } = startOver({ "a.yaml": "outcome: real\n" });
  expect(await watch.reload()).toEqual({ directory, scenarios: 1, loadedAt: 7, problems: [] });
  writeFileSync(join(directory, "a.yaml"), "outcome: Real\n");
  const bad = await watch.reload();
  expect(bad).toMatchObject({ directory, scenarios: 1, loadedAt: 7, problems: [{ path: "outcome" }] });
  expect([watch.result, listIds()]).toEqual([bad, ["a"]]);
});

test("a reload answers with the last result once the watch has ended, and when it ends meanwhile", async () => {
  const { watch } = startOver({ "a.yaml": "outcome: real\n" });
  const before = await watch.reload();
  const meanwhile = [watch.reload(), watch.reload()];
  await watch.close();
  expect(await Promise.all(meanwhile)).toMatchObject([{ problems: [] }, { problems: [] }]);
  expect(await watch.reload()).toEqual(before);
  await watch.close();
});

test("a watch that ended leaves nothing behind", async () => {
  const resources = watchResources();
  const { watch } = startOver({ "a.yaml": "outcome: real\n" });
  await watch.reload();
  await watch.close();
  await resources.waitForRelease();
});

test("a watch over nothing reloads nothing", async () => {
  const watch = createIdleWatch(7);
  expect(await watch.reload()).toEqual({ directory: null, scenarios: 0, loadedAt: 7, problems: [] });
  await watch.close();
});
