import { mkdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createDirectory } from "../helpers/directories.ts";
import { startLiveServer } from "../helpers/live-server.ts";
import { createCall, createWrite, expectScenarios, readFileState } from "../helpers/reloading.ts";

const error = (name: string) => `outcome: { error: ${name} }\n`;

/** Puts a link in the place of another in one step, as mounts of Kubernetes and deployments do. */
function switchLink(directory: string, link: string, target: string) {
  symlinkSync(target, join(directory, `${link}-next`));
  renameSync(join(directory, `${link}-next`), join(directory, link));
}

/** A directory as Kubernetes mounts a ConfigMap: links to `..data`, itself a link to the newest version. */
function createMount(files: Readonly<Record<string, string>>) {
  const directory = createDirectory();
  let version = 0;
  const publish = (texts: Readonly<Record<string, string>>) => {
    version += 1;
    const write = createWrite(join(directory, `..version-${version}`));
    for (const [path, text] of Object.entries(texts)) write(path, text);
    switchLink(directory, "..data", `..version-${version}`);
    rmSync(join(directory, `..version-${version - 1}`), { recursive: true, force: true });
  };
  publish(files);
  for (const name of new Set(Object.keys(files).map((path) => path.split("/")[0] ?? "")))
    symlinkSync(join("..data", name), join(directory, name));
  return { directory, publish };
}

test("a new version of a mounted ConfigMap is read, with the folders in it", async () => {
  const paid = "when: { vendor_data: paid }\noutcome: { error: insufficient_credits }\n";
  const { directory, publish } = createMount({ "a.yaml": error("forbidden"), "more/paid.yaml": paid });
  const { url } = await startLiveServer({ options: { scenarios: directory } });
  const call = createCall(url);
  await expectScenarios(url, ["a", "paid"]);
  expect([await call(), await call({ vendor_data: "paid" })]).toEqual(["a#1/1 403", "paid#1/1 403"]);
  publish({
    "a.yaml": error("unavailable"),
    "more/paid.yaml": paid.replace("insufficient_credits", "server_error"),
  });
  await expect.poll(call, { timeout: 10_000 }).toBe("a#1/1 503");
  expect(await call({ vendor_data: "paid" })).toBe("paid#1/1 500");
  publish({ "a.yaml": "outcom: real\n", "more/paid.yaml": paid });
  await expect.poll(async () => (await readFileState(url)).status, { timeout: 10_000 }).toBe("degraded");
  expect(await call()).toBe("a#1/1 503");
  publish({ "a.yaml": error("forbidden"), "more/paid.yaml": paid });
  await expect.poll(call, { timeout: 10_000 }).toBe("a#1/1 403");
});

test("a scenario directory that is itself a link may be switched to another", async () => {
  const directory = createDirectory({
    "blue/a.yaml": error("forbidden"),
    "green/b.yaml": error("unavailable"),
  });
  symlinkSync("blue", join(directory, "current"));
  const { url } = await startLiveServer({ options: { scenarios: join(directory, "current") } });
  await expectScenarios(url, ["a"]);
  switchLink(directory, "current", "green");
  await expectScenarios(url, ["b"]);
});

test("links that lead back to a folder above are not followed round and round", async () => {
  const directory = createDirectory({
    "a.yaml": error("forbidden"),
    "deep/b.yaml": "when: { device: IOS }\noutcome: real\n",
  });
  symlinkSync("..", join(directory, "deep/up"));
  symlinkSync(".", join(directory, "self"));
  const { url } = await startLiveServer({ options: { scenarios: directory } });
  await expectScenarios(url, ["a", "b"]);
});

test("a link to nothing is a problem that names it, and the last good files stay", async () => {
  const directory = createDirectory({ "a.yaml": error("forbidden") });
  const { url } = await startLiveServer({ options: { scenarios: directory } });
  const call = createCall(url);
  symlinkSync("nowhere.yaml", join(directory, "b.yaml"));
  await expect.poll(async () => (await readFileState(url)).status, { timeout: 10_000 }).toBe("degraded");
  expect((await readFileState(url)).problems).toMatchObject([{ message: expect.stringContaining("b.yaml") }]);
  expect(await call()).toBe("a#1/1 403");
  mkdirSync(join(directory, "_parts"));
  renameSync(join(directory, "b.yaml"), join(directory, "_parts/b.yaml"));
  await expect.poll(async () => (await readFileState(url)).status, { timeout: 10_000 }).toBe("ok");
});
