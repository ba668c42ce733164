import { unlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createDirectory } from "../helpers/directories.ts";
import { type AdminAnswer, askAdmin, startLiveServer } from "../helpers/live-server.ts";
import { createCall, createWrite, type FileState, startReloading } from "../helpers/reloading.ts";

const error = (name: string) => `outcome: { error: ${name} }\n`;

function reload(url: string): Promise<AdminAnswer<Omit<FileState, "status">>> {
  return askAdmin(url, "reload", "");
}

test("an ordered reload answers when the files are taken over, without waiting for the next look", async () => {
  const { url, write, call } = await startReloading({ "a.yaml": error("forbidden") });
  for (let round = 0; round < 20; round += 1) {
    const [name, status] = round % 2 === 0 ? ["unavailable", 503] : ["forbidden", 403];
    write("a.yaml", error(String(name)));
    expect(await reload(url)).toMatchObject({ status: 200, body: { scenarios: 1, problems: [] } });
    expect(await call()).toBe(`a#1/1 ${status}`);
  }
});

test("an ordered reload of bad files is 409 with every problem and changes nothing", async () => {
  const { url, write, call, directory } = await startReloading({ "a.yaml": error("forbidden") });
  write("b.yaml", "outcom: real\n");
  write("c.yaml", "outcome: Real\n");
  const { status, body } = await reload(url);
  expect([status, body.problems.map(({ file }) => file)]).toEqual([
    409,
    [join(directory, "b.yaml"), join(directory, "c.yaml")],
  ]);
  expect(await call()).toBe("a#1/1 403");
  unlinkSync(join(directory, "b.yaml"));
  unlinkSync(join(directory, "c.yaml"));
  expect((await reload(url)).status).toBe(200);
});

test("reloads in flight together are all answered", async () => {
  const { url, write, call } = await startReloading({ "a.yaml": error("forbidden") });
  write("a.yaml", error("unavailable"));
  const answers = await Promise.all(Array.from({ length: 50 }, () => reload(url)));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  expect(await call()).toBe("a#1/1 503");
  write("a.yaml", "outcom: real\n");
  const refusals = await Promise.all(Array.from({ length: 50 }, () => reload(url)));
  expect(refusals.map(({ status }) => status)).toEqual(refusals.map(() => 409));
});

test("calls go on while files are read again and again", async () => {
  const { url, call } = await startReloading({ "a.yaml": error("forbidden") });
  const reloads = Promise.all(Array.from({ length: 20 }, () => reload(url)));
  const answers = await Promise.all(Array.from({ length: 60 }, () => call()));
  expect(new Set(answers)).toEqual(new Set(["a#1/1 403"]));
  await reloads;
});

test("a server that stops while it reads answers what it can and ends", async () => {
  const server = await startReloading({ "a.yaml": error("forbidden") });
  const settled = Promise.allSettled(Array.from({ length: 20 }, () => reload(server.url)));
  await expect.poll(() => server.call()).toBe("a#1/1 403");
  await server.close();
  await settled;
  const { close, url } = await startReloading({ "a.yaml": error("forbidden") });
  const late = reload(url).catch(() => "cut");
  await close();
  await late;
});

test("a single file is watched and read again like a directory", async () => {
  const directory = createDirectory({ "only.yaml": error("forbidden"), "other.yaml": "outcom: real\n" });
  const write = createWrite(directory);
  const server = await startLiveServer({ options: { scenarios: join(directory, "only.yaml") } });
  const call = createCall(server.url);
  expect(await call()).toBe("only#1/1 403");
  write("only.yaml", error("unavailable"));
  await expect.poll(call, { timeout: 10_000 }).toBe("only#1/1 503");
  write("only.yaml", error("server_error"));
  expect(await reload(server.url)).toMatchObject({ status: 200, body: { scenarios: 1 } });
  expect(await call()).toBe("only#1/1 500");
  unlinkSync(join(directory, "only.yaml"));
  expect(await reload(server.url)).toMatchObject({
    status: 409,
    body: { scenarios: 1, problems: [{ message: expect.stringContaining("only.yaml") }] },
  });
  expect(await call()).toBe("only#1/1 500");
});

test("without files of its own a server has nothing to read, and says so", async () => {
  const { url } = await startLiveServer();
  expect(await reload(url)).toMatchObject({
    status: 200,
    body: { directory: null, scenarios: 0, problems: [] },
  });
});

test("an empty directory is watched as well", async () => {
  const { url, write, call } = await startReloading({});
  expect(await reload(url)).toMatchObject({ status: 200, body: { scenarios: 0 } });
  write("a.yaml", error("forbidden"));
  expect(await reload(url)).toMatchObject({ status: 200, body: { scenarios: 1 } });
  expect(await call()).toBe("a#1/1 403");
});
