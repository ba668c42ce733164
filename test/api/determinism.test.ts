import { expect, test } from "vitest";
import { askAdmin, type LiveServer, startLiveServer } from "../helpers/live-server.ts";
import { toMultipart } from "../helpers/multipart.ts";
import {
  createFaceMatch,
  createLivenessCheck,
  createSelfie,
  fetchTokens,
  sendUpload,
} from "../helpers/uploads.ts";

const scenarios = `scenarios:
  - { id: chance, when: { vendor_data: chance }, after: cycle, chance: 0.5, outcome: { score: 12 } }
  - { id: late, when: { vendor_data: late }, stage: normal, delay: { uniform: [1ms, 9ms] }, outcome: real }
`;

function start(seed = "one", now = "2025-05-01T13:11:07.977806Z"): Promise<LiveServer> {
  return startLiveServer({ options: { seed, now }, files: { "all.yaml": scenarios } });
}

/** An answer without what tells of the moment: the date and the times taken. */
async function toText(response: Response): Promise<string> {
  const headers = [...response.headers].filter(([name]) => name !== "date" && name !== "server-timing");
  return `${response.status} ${JSON.stringify(headers)} ${await response.text()}`;
}

async function refresh({ url }: LiveServer, token: string): Promise<string> {
  const form = toMultipart([{ name: "refresh", content: token }]);
  const answer = await fetch(`${url}/api/token/refresh/`, {
    method: "POST",
    headers: form.headers,
    body: form.payload,
  });
  return answer.text();
}

/** Everything that a client can see of both vendors, in a space as well. */
async function callAll(server: LiveServer): Promise<string[]> {
  const seen: string[] = [];
  for (const base of [server.url, `${server.url}/~ci`]) {
    const { access, refresh: renewal } = await fetchTokens(base, "anna");
    const uploads = [
      createLivenessCheck(),
      createLivenessCheck({ vendor_data: "late" }),
      createFaceMatch(),
      createFaceMatch({ vendor_data: "stunt:error=insufficient_credits" }),
      createSelfie(access),
      createSelfie("no token"),
      ...Array.from({ length: 8 }, () => createLivenessCheck({ vendor_data: "chance" })),
    ];
    seen.push(access, renewal);
    for (const upload of uploads) seen.push(await toText(await sendUpload(base, upload)));
  }
  seen.push(await refresh(server, seen[1] ?? ""));
  return seen;
}

test("two servers with one seed and one time answer the same calls with the same bytes, tokens included", async () => {
  const [one, other] = await Promise.all([start(), start()]);
  const seen = await callAll(one);
  expect(await callAll(other)).toEqual(seen);
  expect(seen.filter((text) => text.includes("chance#1/1")).length).toBeGreaterThan(0);
});

test("another seed gives other ids and tokens, another time other times", async () => {
  const seen = await callAll(await start());
  const reseeded = await callAll(await start("other"));
  expect(reseeded[0]).not.toBe(seen[0]);
  expect(reseeded[2]).not.toBe(seen[2]);
  const later = await callAll(await start("one", "2025-05-01T13:11:08Z"));
  expect(later[0]).not.toBe(seen[0]);
  expect(later[2]).toContain("2025-05-01T13:11:08");
});

test("what came before does not change the body of an answer", async () => {
  const [one, other] = await Promise.all([start(), start()]);
  const readBody = async ({ url }: LiveServer) => (await sendUpload(url, createFaceMatch())).text();
  const first = await readBody(one);
  for (let call = 0; call < 5; call += 1)
    await sendUpload(other.url, createLivenessCheck({ vendor_data: `${call}` }));
  expect(await readBody(other)).toBe(first);
});

test("the keys of spaces follow from the seed and their ids", async () => {
  const keys = async (server: LiveServer) =>
    Promise.all(
      ["b", "a"].map(
        async (id) => (await askAdmin<{ apiKey: string }>(server.url, "spaces", { id })).body.apiKey,
      ),
    );
  const seen = await keys(await start());
  expect(await keys(await start())).toEqual(seen);
  expect(new Set([...seen, ...(await keys(await start("other")))]).size).toBe(4);
});

test("a token of one server is good at another with the same seed", async () => {
  const [one, other, third] = await Promise.all([start(), start(), start("other")]);
  const { access } = await fetchTokens(one.url, "anna");
  const statuses = await Promise.all(
    [other, third].map(async ({ url }) => (await sendUpload(url, createSelfie(access))).status),
  );
  expect(statuses).toEqual([200, 401]);
});
