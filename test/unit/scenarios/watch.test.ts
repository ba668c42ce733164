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
  const notices: string[] = [];
  const watch = startWatch(
    directory,
    signature ?? toSignature(directory),
    specs,
    files,
    () => 7,
    (message) => notices.push(message),
  );
  onTestFinished(() => watch.close());
  const listIds = () => files.layer().scenarios.map(({ id }) => id);
  return { directory, watch, listIds, notices };
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

test("a change that cannot be used is told once with its place, and once that all is good again", async () => {
  const { directory, watch, listIds, notices } = startOver({ "a.yaml": "outcome: real\n" });
  const file = join(directory, "a.yaml");
  await watch.reload();
  writeFileSync(file, "outcome: Real\n");
  await expect.poll(() => notices.length, { timeout: 10_000 }).toBe(1);
  expect(notices[0]).toContain(
    `${directory} changed and cannot be used; the last good ones stay.\n${file}:1:10 `,
  );
  // Who asks is answered.
  await watch.reload();
  writeFileSync(file, "id: b\noutcome: real\n");
  await expect.poll(listIds, { timeout: 10_000 }).toEqual(["b"]);
  expect(notices.slice(1)).toEqual([`the scenarios in ${directory} are good again, 1 in use.`]);
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
