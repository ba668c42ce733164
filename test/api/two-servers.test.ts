import { expect, test } from "vitest";
import { askAdmin, listCalls, startLiveServer } from "../helpers/live-server.ts";
import { createCall, createWrite } from "../helpers/reloading.ts";
import { fetchJson } from "../helpers/server.ts";
import { createLivenessCheck, createSelfie, fetchToken, sendUpload } from "../helpers/uploads.ts";

const error = (name: string) => `outcome: { error: ${name} }\n`;

async function startTwo() {
  const [one, other] = await Promise.all([
    startLiveServer({ files: { "own.yaml": error("forbidden") } }),
    startLiveServer({ files: { "own.yaml": error("unavailable") } }),
  ]);
  return { one, other, callOne: createCall(one.url), callOther: createCall(other.url) };
}

test("two servers in one process answer by their own files, also after a change", async () => {
  const { one, callOne, callOther } = await startTwo();
  expect([await callOne(), await callOther()]).toEqual(["own#1/1 403", "own#1/1 503"]);
  createWrite(one.directory)("own.yaml", error("server_error"));
  expect((await askAdmin(one.url, "reload", "")).status).toBe(200);
  expect([await callOne(), await callOther()]).toEqual(["own#1/1 500", "own#1/1 503"]);
});

test("scenarios, counts, one-shots and resets of one server do not reach the other", async () => {
  const { one, other, callOne, callOther } = await startTwo();
  await askAdmin(one.url, "scenarios", { id: "mine", outcome: { error: "server_error" } });
  await askAdmin(one.url, "arm", {
    operation: "didit.passive-liveness",
    outcome: { error: "invalid_image" },
  });
  expect([await callOne(), await callOne()]).toEqual(["armed-1#1/1 400", "mine#1/1 500"]);
  expect(await callOther()).toBe("own#1/1 503");
  expect((await askAdmin(other.url, "scenarios/mine")).status).toBe(404);
  await askAdmin(other.url, "reset", "");
  expect([(await listCalls(one.url)).length, (await listCalls(other.url)).length]).toEqual([2, 0]);
  expect(await callOne()).toBe("mine#1/1 500");
});

test("spaces of one name in two servers are two spaces", async () => {
  const { one, other, callOne } = await startTwo();
  await callOne({}, "/~ci");
  expect(await listCalls(`${one.url}/~ci`)).toHaveLength(1);
  expect(await listCalls(`${other.url}/~ci`)).toEqual([]);
  const token = await fetchToken(`${one.url}/~ci`);
  const answer = await sendUpload(`${other.url}/~ci`, createSelfie(token), {
    "x-stuntface-scenario": "approve",
  });
  expect(answer.status).toBe(401);
});

test("calls in parallel to two servers end up in the journal of the one that answered", async () => {
  const { one, other, callOne, callOther } = await startTwo();
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, index) => (index % 3 === 0 ? callOne() : callOther())),
  );
  expect(answers.filter((answer) => answer === "own#1/1 403")).toHaveLength(20);
  expect((await listCalls(one.url)).map(({ status }) => status)).toEqual(
    Array.from({ length: 20 }, () => 403),
  );
  expect((await listCalls(other.url)).map(({ status }) => status)).toEqual(
    Array.from({ length: 40 }, () => 503),
  );
});

test("a server goes on as before when the other one stops, in the middle of calls", async () => {
  const { one, other, callOther } = await startTwo();
  const calls = Promise.all(Array.from({ length: 30 }, () => callOther()));
  await one.close();
  expect(new Set(await calls)).toEqual(new Set(["own#1/1 503"]));
  expect((await askAdmin(other.url, "reload", "")).status).toBe(200);
  await expect(fetch(`${one.url}/livez`)).rejects.toThrow();
});

test("tokens, keys, clocks, settings and mails of one server do not reach the other", async () => {
  const [one, other] = await Promise.all([startLiveServer(), startLiveServer()]);
  const [here, there] = await Promise.all([one.admin.space("ci"), other.admin.space("ci")]);
  expect(here.apiKey).not.toBe(there.apiKey);
  await here.clock.set("2030-01-01T00:00:00Z");
  expect((await there.clock.now()).getUTCFullYear()).toBeLessThan(2030);
  await here.settings.change({ didit: { keys: ["only-this"] } });
  const check = createLivenessCheck();
  const statuses = await Promise.all(
    [here, there].map(async ({ url }) => (await sendUpload(url, check)).status),
  );
  expect(statuses).toEqual([401, 200]);
  const keyed = await sendUpload(here.url, check, { "x-api-key": there.apiKey });
  expect(keyed.status).toBe(401);
  const register = { email: "ann@example.com", password: "MyStr0ng!Pass" };
  await fetchJson(`${here.url}/auth/v2/programmatic/register/`, "POST", register, {
    "content-type": "application/json",
  });
  expect([(await here.mail()).length, (await there.mail()).length]).toEqual([1, 0]);
  expect([(await here.sessions.list()).length, (await there.sessions.list()).length]).toEqual([0, 1]);
});
