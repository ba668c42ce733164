import { mkdirSync, renameSync, rmSync, unlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { expectScenarios, readFileState, startReloading } from "../helpers/reloading.ts";

const error = (name: string) => `outcome: { error: ${name} }\n`;
const forUser = (user: string, outcome = "real") => `when: { vendor_data: ${user} }\noutcome: ${outcome}\n`;

test("a file that is added answers calls soon, without being asked for", async () => {
  const { url, write } = await startReloading({});
  await expectScenarios(url, []);
  write("new.yaml", error("forbidden"));
  await expectScenarios(url, ["new"]);
  mkdirSync(join(write.directory, "deeper/still"), { recursive: true });
  write("deeper/still/other.json", '{ "when": { "vendor_data": "x" }, "outcome": "real" }');
  await expectScenarios(url, ["other", "new"]);
});

test("a file that is changed answers as it says now", async () => {
  const { url, write, call } = await startReloading({ "a.yaml": error("forbidden") });
  expect(await call()).toBe("a#1/1 403");
  write("a.yaml", error("unavailable"));
  await expect.poll(call, { timeout: 10_000 }).toBe("a#1/1 503");
  expect((await readFileState(url)).problems).toEqual([]);
});

test("files that are deleted or renamed answer no more, or under their new name", async () => {
  const { url, write, call } = await startReloading({ "a.yaml": error("forbidden"), "b.yaml": forUser("b") });
  unlinkSync(join(write.directory, "b.yaml"));
  await expectScenarios(url, ["a"]);
  renameSync(join(write.directory, "a.yaml"), join(write.directory, "z.yaml"));
  await expectScenarios(url, ["z"]);
  expect(await call()).toBe("z#1/1 403");
  renameSync(join(write.directory, "z.yaml"), join(write.directory, "_z.yaml"));
  await expectScenarios(url, []);
  expect(await call()).toBe("none 200");
});

test("a file that is replaced by another in one step is read", async () => {
  const { write, call } = await startReloading({ "a.yaml": error("forbidden") });
  for (const [name, status] of [
    ["unavailable", 503],
    ["forbidden", 403],
  ] as const) {
    write(".a.yaml.tmp", error(name));
    renameSync(join(write.directory, ".a.yaml.tmp"), join(write.directory, "a.yaml"));
    await expect.poll(call, { timeout: 10_000 }).toBe(`a#1/1 ${status}`);
  }
});

test("a change of the same length is seen, even when the time of the file is set back", async () => {
  const { write, call } = await startReloading({ "a.yaml": forUser("a", "{ score: 11 }") });
  expect(await call({ vendor_data: "b" })).toBe("none 200");
  const file = join(write.directory, "a.yaml");
  utimesSync(file, 1_000, 1_000);
  write("a.yaml", forUser("b", "{ score: 11 }"));
  utimesSync(file, 1_000, 1_000);
  await expect.poll(() => call({ vendor_data: "b" }), { timeout: 10_000 }).toBe("a#1/1 200");
});

test("a file that is written in two parts never empties the good ones, and is read when it is whole", async () => {
  const { url, write, call } = await startReloading({ "a.yaml": error("forbidden") });
  write("a.yaml", "outcome: { error: unavail");
  await expect
    .poll(async () => (await readFileState(url)).problems.length, { timeout: 10_000 })
    .toBeGreaterThan(0);
  expect(await call()).toBe("a#1/1 403");
  write("a.yaml", error("unavailable"));
  await expect.poll(call, { timeout: 10_000 }).toBe("a#1/1 503");
  expect(await readFileState(url)).toMatchObject({ status: "ok", problems: [] });
});

test("a bad file keeps the last good ones, and health tells where it is bad until it is mended", async () => {
  const { url, write, call, directory } = await startReloading({ "a.yaml": error("forbidden") });
  write("b.yaml", "outcom: real\n");
  await expect.poll(async () => (await readFileState(url)).status, { timeout: 10_000 }).toBe("degraded");
  expect(await readFileState(url)).toMatchObject({
    scenarios: 1,
    problems: [{ file: join(directory, "b.yaml"), line: 1, column: 1, path: "outcom" }],
  });
  expect(await call()).toBe("a#1/1 403");
  write("b.yaml", forUser("b"));
  await expectScenarios(url, ["a", "b"]);
  expect((await readFileState(url)).status).toBe("ok");
});

test("two files that tie are refused together, and the last good ones stay", async () => {
  const { url, write, call } = await startReloading({ "a.yaml": error("forbidden") });
  write("b.yaml", error("unavailable"));
  await expect.poll(async () => (await readFileState(url)).status, { timeout: 10_000 }).toBe("degraded");
  expect((await readFileState(url)).problems).toMatchObject([
    { message: expect.stringContaining("precedence") },
  ]);
  expect(await call()).toBe("a#1/1 403");
});

test("a directory that vanishes keeps its last scenarios, and is read when it is back", async () => {
  const { url, directory, call } = await startReloading({ "a.yaml": error("forbidden") });
  const aside = `${directory}-aside`;
  renameSync(directory, aside);
  await expect.poll(async () => (await readFileState(url)).status, { timeout: 10_000 }).toBe("degraded");
  expect((await readFileState(url)).problems).toMatchObject([
    { message: expect.stringContaining(directory) },
  ]);
  expect(await call()).toBe("a#1/1 403");
  writeFileSync(join(aside, "a.yaml"), error("unavailable"));
  renameSync(aside, directory);
  await expect.poll(call, { timeout: 10_000 }).toBe("a#1/1 503");
  expect((await readFileState(url)).status).toBe("ok");
  rmSync(directory, { recursive: true });
  await expect.poll(async () => (await readFileState(url)).status, { timeout: 10_000 }).toBe("degraded");
  expect(await call()).toBe("a#1/1 503");
});
