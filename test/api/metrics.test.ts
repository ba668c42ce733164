import { expect, test } from "vitest";
import { parseExposition } from "../helpers/exposition.ts";
import { askAdmin, startLiveServer } from "../helpers/live-server.ts";
import {
  createFaceMatch,
  createLivenessCheck,
  createSelfie,
  fetchToken,
  sendUpload,
} from "../helpers/uploads.ts";

const scenarios = `scenarios:
  - { id: low, when: { vendor_data: low }, outcome: { score: 12 } }
  - { id: broke, when: { vendor_data: broke }, outcome: { error: insufficient_credits } }
  - { id: proxy, when: { vendor_data: proxy }, outcome: { http: { status: 502 } } }
  - { id: reset, when: { vendor_data: reset }, outcome: { fault: reset } }
  - { id: cut, when: { vendor_data: cut }, outcome: { fault: truncate } }
`;

/** Samples of one family by name and labels. */
async function scrape(url: string, family: string): Promise<Record<string, number>> {
  const response = await fetch(`${url}/metrics`);
  expect(response.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
  return Object.fromEntries(parseExposition(await response.text()).get(`stuntface_${family}`)?.samples ?? []);
}

function toCalls(counts: Readonly<Record<string, number>>): Record<string, number> {
  const entries = Object.entries(counts).map(([labels, count]) => {
    const [operation, outcome, status] = labels.split(" ");
    return [`stuntface_calls_total{operation="${operation}",outcome="${outcome}",status="${status}"}`, count];
  });
  return Object.fromEntries(entries);
}

async function call(url: string, user?: string): Promise<void> {
  const upload = createLivenessCheck(user === undefined ? {} : { vendor_data: user });
  await sendUpload(url, upload)
    .then((answer) => answer.arrayBuffer())
    .catch(() => undefined);
}

test("calls are counted by operation, outcome and status, in all spaces together", async () => {
  const { url } = await startLiveServer({ files: { "all.yaml": scenarios } });
  for (const user of [undefined, undefined, "low", "broke", "proxy", "reset", "cut"]) await call(url, user);
  await call(`${url}/~ci`, "low");
  await sendUpload(url, createSelfie(await fetchToken(url)));
  await sendUpload(url, createSelfie("bad"));
  await sendUpload(url, createFaceMatch());
  await fetch(`${url}/v3/unknown/`);
  await fetch(`${url}/__admin/health`);
  await fetch(`${url}/livez`);
  const liveness = "didit.passive-liveness";
  expect(await scrape(url, "calls_total")).toEqual(
    toCalls({
      [`${liveness} real 200`]: 2,
      [`${liveness} overlay 200`]: 2,
      [`${liveness} error 403`]: 1,
      [`${liveness} http 502`]: 1,
      [`${liveness} fault 0`]: 1,
      [`${liveness} fault 200`]: 1,
      "apptenticate.token real 200": 1,
      "apptenticate.liveness real 200": 1,
      "apptenticate.liveness real 401": 1,
      "didit.face-match real 200": 1,
      "none real 404": 1,
    }),
  );
});

test("spaces and journals are measured as they are at the scrape", async () => {
  const { url } = await startLiveServer();
  const read = async (family: string) => Object.values(await scrape(url, family))[0] ?? -1;
  expect([await read("spaces"), await read("journal_records"), await read("journal_bytes")]).toEqual([
    1, 0, 0,
  ]);
  for (const space of ["", "/~a", "/~b", "/~b"]) await call(`${url}${space}`);
  expect([await read("spaces"), await read("journal_records")]).toEqual([3, 4]);
  const bytes = await read("journal_bytes");
  expect(bytes).toBeGreaterThan(1_000);
  await askAdmin(url, "spaces/b", undefined, "DELETE");
  expect([await read("spaces"), await read("journal_records")]).toEqual([2, 2]);
  await askAdmin(url, "reset", "");
  expect(await read("journal_records")).toBe(1);
  expect(await read("journal_bytes")).toBeLessThan(bytes);
});

test("two servers in one process count for themselves, and one goes on when the other has stopped", async () => {
  const [one, other] = await Promise.all([startLiveServer(), startLiveServer()]);
  await call(one.url);
  expect(await scrape(one.url, "calls_total")).toEqual(toCalls({ "didit.passive-liveness real 200": 1 }));
  expect(await scrape(other.url, "calls_total")).toEqual({});
  await one.close();
  await call(other.url);
  expect(await scrape(other.url, "calls_total")).toEqual(toCalls({ "didit.passive-liveness real 200": 1 }));
});

test("scrapes under load are whole, and their counts only grow", async () => {
  const { url } = await startLiveServer();
  const total = async () =>
    Object.values(await scrape(url, "calls_total")).reduce((sum, value) => sum + value, 0);
  const calls = Promise.all(Array.from({ length: 200 }, () => call(url)));
  const totals: number[] = [];
  for (let round = 0; round < 20; round += 1) totals.push(await total());
  await calls;
  totals.push(await total());
  expect(totals).toEqual([...totals].sort((a, b) => a - b));
  expect(totals.at(-1)).toBe(200);
});

test("with an admin port of its own both ports are scraped, and tell the same", async () => {
  const { url, adminUrl } = await startLiveServer({ options: { admin: { port: 0 } } });
  await call(url);
  expect(adminUrl).not.toBe(url);
  expect(await scrape(adminUrl, "calls_total")).toEqual(await scrape(url, "calls_total"));
});
