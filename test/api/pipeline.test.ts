import { expect, test } from "vitest";
import { askAdmin, listCalls, startLiveServer } from "../helpers/live-server.ts";
import {
  createFaceMatch,
  createLivenessCheck,
  createSelfie,
  fetchToken,
  sendUpload,
} from "../helpers/uploads.ts";

const jobs = 50;

type Space = { readonly id: string; readonly baseUrl: string; readonly apiKey: string };

/** A space of its own, as a job of a pipeline asks for it. */
async function createSpace(url: string, id?: string): Promise<Space> {
  const { status, body } = await askAdmin<Space>(url, "spaces", id === undefined ? {} : { id });
  expect(status).toBe(201);
  return body;
}

/** The sequence of one job: so many refusals, then a score that no other job has, then the end of it. */
function toScenario(job: number) {
  return {
    id: "sequence",
    operation: "didit.passive-liveness",
    after: "fail",
    steps: [
      { outcome: { error: "insufficient_credits" }, times: 1 + (job % 3) },
      { outcome: { score: 40 + job, detection: "skip" }, times: 2 },
    ],
    expect: { calls: 3 + (job % 3) },
  };
}

/** What a job sees: the steps that answered and the scores, one call after the other. */
async function runJob({ baseUrl, apiKey }: Space, job: number): Promise<string[]> {
  const { status } = await askAdmin(baseUrl, "scenarios", toScenario(job));
  expect(status).toBe(201);
  const seen: string[] = [];
  for (let call = 0; call < 3 + (job % 3); call += 1) {
    const upload = createLivenessCheck({ vendor_data: "the same user in all jobs" });
    const answer = await sendUpload(baseUrl, upload, { "x-api-key": apiKey });
    const body = (await answer.json()) as { liveness?: { score: number } };
    seen.push(`${answer.headers.get("x-stuntface-scenario")} ${body.liveness?.score ?? answer.status}`);
  }
  return seen;
}

function expectedOf(job: number): string[] {
  const score = `sequence#2/2 ${40 + job}`;
  return [...Array.from({ length: 1 + (job % 3) }, () => "sequence#1/2 403"), score, score];
}

test(`${jobs} jobs in parallel, each with a sequence in a space of its own, never meet`, async () => {
  const { url } = await startLiveServer({ options: { didit: { keys: ["production-key"] } } });
  const spaces = await Promise.all(Array.from({ length: jobs }, () => createSpace(url)));
  expect(new Set(spaces.flatMap(({ id, apiKey }) => [id, apiKey])).size).toBe(2 * jobs);
  const seen = await Promise.all(spaces.map(runJob));
  expect(seen).toEqual(spaces.map((_, job) => expectedOf(job)));
  for (const [job, { baseUrl, id }] of spaces.entries()) {
    expect(await askAdmin(baseUrl, "verify", "")).toMatchObject({
      status: 200,
      body: { verified: true, problems: [] },
    });
    const calls = await listCalls(baseUrl);
    expect(calls.map(({ space }) => space)).toEqual(expectedOf(job).map(() => id));
  }
  expect(await listCalls(url)).toEqual([]);
});

test("one job that goes wrong fails its own verification and nobody else's", async () => {
  const { url } = await startLiveServer();
  const spaces = await Promise.all(Array.from({ length: 10 }, (_, job) => createSpace(url, `job-${job}`)));
  await Promise.all(spaces.map(runJob));
  const surplus = await sendUpload(`${url}/~job-3`, createLivenessCheck());
  expect([surplus.status, await surplus.text()]).toEqual([500, expect.stringContaining("sequence allows")]);
  const verified = await Promise.all(spaces.map(({ baseUrl }) => askAdmin(baseUrl, "verify", "")));
  expect(verified.map(({ status }) => status)).toEqual(spaces.map((_, job) => (job === 3 ? 406 : 200)));
});

test("tokens, keys and one-shots of a space are worth nothing in another", async () => {
  const { url } = await startLiveServer({ options: { didit: { keys: ["production-key"] } } });
  const [one, other] = [await createSpace(url), await createSpace(url)];
  const token = await fetchToken(one.baseUrl);
  const selfie = createSelfie(token);
  const statuses = await Promise.all(
    [one.baseUrl, other.baseUrl, url].map(async (at) => (await sendUpload(at, selfie)).status),
  );
  expect(statuses).toEqual([200, 401, 401]);
  const match = createFaceMatch();
  const withKey = await Promise.all(
    [one.baseUrl, other.baseUrl, url].map(
      async (at) => (await sendUpload(at, match, { "x-api-key": one.apiKey })).status,
    ),
  );
  expect([withKey[0], withKey.slice(1).every((status) => status !== 200)]).toEqual([200, true]);
  await askAdmin(one.baseUrl, "arm", { operation: "didit.face-match", outcome: { error: "unavailable" } });
  const armed = await Promise.all(
    [other, one, one].map(
      async (at) => (await sendUpload(at.baseUrl, match, { "x-api-key": at.apiKey })).status,
    ),
  );
  expect([armed[0], armed.slice(1).sort()]).toEqual([200, [200, 503]]);
});

test("a reset of one space leaves the others as they are", async () => {
  const { url } = await startLiveServer();
  const [one, other] = [await createSpace(url), await createSpace(url)];
  await Promise.all([runJob(one, 0), runJob(other, 0)]);
  await askAdmin(one.baseUrl, "reset", "");
  expect([(await listCalls(one.baseUrl)).length, (await listCalls(other.baseUrl)).length]).toEqual([0, 3]);
  const answers = await Promise.all(
    [one, other].map(({ baseUrl }) => sendUpload(baseUrl, createLivenessCheck())),
  );
  expect(answers.map(({ headers }) => headers.get("x-stuntface-scenario"))).toEqual(["none", "sequence#2/2"]);
});

test("jobs that never delete their spaces do not keep later jobs out", async () => {
  const { url } = await startLiveServer({ options: { maxSpaces: 10, spaceIdleSeconds: 2 } });
  for (const wave of [1, 2, 3]) {
    for (let job = 0; job < 10; job += 1)
      expect(await runJob(createHere(url, `wave-${wave}-job-${job}`), job)).toEqual(expectedOf(job));
    await new Promise((resolve) => setTimeout(resolve, 2_100));
  }
  const { body } = await askAdmin<{ spaces: unknown[] }>(url, "spaces");
  expect(body.spaces.length).toBeLessThanOrEqual(11);
});

/** A space that is made by its first call. */
function createHere(url: string, id: string): Space {
  return { id, baseUrl: `${url}/~${id}`, apiKey: "any" };
}
