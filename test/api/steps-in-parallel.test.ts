import { expect, test } from "vitest";
import { askAdmin, listCalls, startLiveServer } from "../helpers/live-server.ts";
import {
  createFaceMatch,
  createLivenessCheck,
  createSelfie,
  fetchToken,
  sendUpload,
} from "../helpers/uploads.ts";

const steps = (after: string, last: string) => `
after: ${after}
steps:
  - { outcome: { score: 11, detection: skip }, times: 50 }
  - { outcome: { error: unavailable }, times: 30 }
  - { outcome: ${last}, times: 20 }
`;

/** How often each value occurs. */
function tally(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

async function callAll(url: string, count: number): Promise<string[]> {
  const answers = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      sendUpload(url, index % 2 === 0 ? createLivenessCheck() : createFaceMatch()),
    ),
  );
  return Promise.all(
    answers.map(async (answer) => {
      await answer.arrayBuffer();
      return `${answer.headers.get("x-stuntface-scenario")} ${answer.status}`;
    }),
  );
}

test.each([
  { after: "fail", surplus: { "steps#3/3 500": 100 } },
  { after: "real", surplus: { "none 200": 100 } },
  { after: "repeat-last", surplus: { "steps#3/3 403": 120 } },
  { after: "cycle", surplus: { "steps#1/3 200": 100, "steps#2/3 503": 60, "steps#3/3 403": 40 } },
])("200 calls in parallel get each step as often as it says, then: $after", async ({ after, surplus }) => {
  const operation = "operation: [didit.passive-liveness, didit.face-match]";
  const server = await startLiveServer({
    files: { "steps.yaml": operation + steps(after, "{ error: insufficient_credits }") },
  });
  const seen = tally(await callAll(server.url, 200));
  expect(seen).toEqual({ "steps#1/3 200": 50, "steps#2/3 503": 30, "steps#3/3 403": 20, ...surplus });
  expect(tally((await listCalls(server.url)).map(({ scenario, status }) => `${scenario} ${status}`))).toEqual(
    seen,
  );
  const { body } = await askAdmin<{ calls: number }>(server.url, "scenarios/steps");
  expect(body.calls).toBe(after === "real" ? 100 : 200);
});

test("calls of two vendors in parallel share the steps of a scenario for both", async () => {
  const server = await startLiveServer({
    files: {
      "steps.yaml": `operation: [didit.passive-liveness, apptenticate.liveness]${steps(
        "fail",
        "real",
      ).replace("{ score: 11, detection: skip }", "{ error: forbidden }")}`,
    },
  });
  const token = await fetchToken(server.url);
  const answers = await Promise.all(
    Array.from({ length: 120 }, (_, index) =>
      sendUpload(server.url, index % 2 === 0 ? createLivenessCheck() : createSelfie(token)),
    ),
  );
  await Promise.all(answers.map((answer) => answer.arrayBuffer()));
  expect(tally(answers.map(({ headers }) => headers.get("x-stuntface-scenario") ?? ""))).toEqual({
    "steps#1/3": 50,
    "steps#2/3": 30,
    "steps#3/3": 40,
  });
  expect(tally(answers.map(({ status }) => String(status)))).toEqual({ 403: 50, 503: 30, 200: 20, 500: 20 });
});

test("counts per user are kept apart in parallel calls", async () => {
  const server = await startLiveServer({
    files: {
      "steps.yaml":
        "count_per: vendor_data\nafter: fail\nsteps:\n  - { outcome: { score: 11, detection: skip }, times: 3 }\n  - { outcome: { error: forbidden }, times: 2 }\n",
    },
  });
  const users = Array.from({ length: 20 }, (_, index) => `user-${index}`);
  const calls = Array.from({ length: 6 }, () => users).flat();
  const seen = await Promise.all(
    calls.map(async (user) => {
      const answer = await sendUpload(server.url, createLivenessCheck({ vendor_data: user }));
      await answer.arrayBuffer();
      return `${user} ${answer.status}`;
    }),
  );
  const expected = users.flatMap((user) => [
    [`${user} 200`, 3],
    [`${user} 403`, 2],
    [`${user} 500`, 1],
  ]);
  expect(tally(seen)).toEqual(Object.fromEntries(expected));
});
