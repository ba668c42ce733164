import { Agent, get } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import type { CallRecord } from "../../src/journal/record.ts";
import { startLiveServer } from "../helpers/live-server.ts";
import { createLivenessCheck, sendUpload } from "../helpers/uploads.ts";

const rounds = 80;

const scenarios = `scenarios:
  - { id: forced, when: { vendor_data: forced }, outcome: { score: 12, detection: skip } }
  - { id: refused, stage: before_auth, when: { header: { x-way: refused } }, outcome: { error: forbidden } }
  - { id: reset, when: { vendor_data: reset }, outcome: { fault: reset } }
  - { id: slow, when: { vendor_data: slow }, outcome: { fault: { slow: { bytes_per_s: 100000 } } } }
`;

const cases = [
  { way: "a real answer", fields: {}, headers: {} },
  { way: "a forced answer", fields: { vendor_data: "forced" }, headers: {} },
  { way: "an early error", fields: {}, headers: { "x-way": "refused" } },
  { way: "a reset connection", fields: { vendor_data: "reset" }, headers: {} },
];

test.each(cases)(
  `a client that has $way finds its call in the journal at once, ${rounds} times`,
  async (given) => {
    const server = await startLiveServer({ files: { "all.yaml": scenarios } });
    const agent = new Agent({ keepAlive: true });
    onTestFinished(() => agent.destroy());
    for (let round = 1; round <= rounds; round += 1) {
      const upload = createLivenessCheck({ ...given.fields, save_api_request: String(round % 2 === 0) });
      const answer = await sendUpload(server.url, upload, given.headers).catch(() => undefined);
      const { total, requests } = await readJournal(server.url, agent);
      expect([total, requests.length]).toEqual([round, round]);
      if (answer) expect(requests[0]?.requestId).toBe(answer.headers.get("x-stuntface-request-id"));
      await answer?.arrayBuffer();
    }
  },
);

test("a client that reads the first byte of a slow answer finds its call in the journal", async () => {
  const server = await startLiveServer({ files: { "all.yaml": scenarios } });
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  for (let round = 1; round <= 20; round += 1) {
    const answer = await sendUpload(server.url, createLivenessCheck({ vendor_data: "slow" }));
    const { requests } = await readJournal(server.url, agent);
    expect(requests.map(({ requestId }) => requestId)).toContain(
      answer.headers.get("x-stuntface-request-id"),
    );
    await answer.body?.cancel();
  }
});

/** Asks on a connection of its own, which is open already. */
function readJournal(url: string, agent: Agent): Promise<{ total: number; requests: CallRecord[] }> {
  return new Promise((resolve, reject) => {
    get(`${url}/__admin/requests`, { agent }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", () => resolve(JSON.parse(text)));
    }).on("error", reject);
  });
}
