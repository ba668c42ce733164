import { Agent, request } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { type LiveServer, listCalls, startLiveServer } from "../helpers/live-server.ts";
import { openRawClient } from "../helpers/raw-client.ts";
import {
  createFaceMatch,
  createSelfie,
  fetchToken,
  toRequestBytes,
  type Upload,
} from "../helpers/uploads.ts";

const stages = ["before_auth", "before_validation", "normal"] as const;
const providers = [
  { provider: "Didit", toUpload: async () => createFaceMatch() },
  { provider: "Apptenticate", toUpload: async (url: string) => createSelfie(await fetchToken(url)) },
];
const cases = providers.flatMap((given) => stages.map((stage) => ({ ...given, stage })));

/** How a raw client sees each fault; `head` is what must have come, and `cutAt` the share of the body that comes. */
const views = [
  { fault: "reset", ending: "ECONNRESET", head: /^$/, status: null },
  { fault: "empty", ending: "end", head: /^$/, status: null },
  { fault: "garbage", ending: "end", head: /^[^H]{64}$/s, status: null },
  { fault: "truncate", ending: "end", head: /^HTTP\/1\.1 200 OK\r\n.*\r\n\r\n\{/s, status: 200 },
];

async function startFaulty(stage: string): Promise<LiveServer> {
  const one = (id: string, fault: string) =>
    `  - { id: ${id}, stage: ${stage}, when: { header: { x-fault: ${id} } }, outcome: { fault: ${fault} } }`;
  const faults = ["reset", "empty", "hang", "truncate", "garbage"].map((fault) => one(fault, fault));
  const slow = one("slow", "{ slow: { bytes_per_s: 4000 } }");
  return startLiveServer({ files: { "faults.yaml": ["scenarios:", ...faults, slow].join("\n") } });
}

async function listFaults(server: LiveServer) {
  return (await listCalls(server.url))
    .filter(({ operation }) => operation !== "apptenticate.token")
    .map(({ status, outcome, scenario }) => ({ status, outcome, scenario }));
}

async function expectUnharmed(server: LiveServer, upload: Upload) {
  const response = await fetch(`${server.url}${upload.path}`, { ...upload, method: "POST" });
  expect([response.status, response.headers.get("x-stuntface-outcome")]).toEqual([200, "real"]);
}

test.each(cases)(
  "$provider, $stage: a raw client sees each fault, the journal has it once",
  async (given) => {
    const server = await startFaulty(given.stage);
    const upload = await given.toUpload(server.url);
    for (const { fault, ending, head, status } of views) {
      const raw = openRawClient(server.port, toRequestBytes(upload, { "x-fault": fault }));
      expect([fault, await raw.ended]).toEqual([fault, ending]);
      expect(raw.received()).toMatch(head);
      if (fault === "truncate") {
        const [text = "", body = ""] = raw.received().split("\r\n\r\n");
        expect(text).toContain("\r\nx-stuntface-scenario: truncate#1/1");
        expect(text).toContain("\r\nx-stuntface-outcome: fault");
        expect(body).toHaveLength(Math.floor(Number(/content-length: (\d+)/i.exec(text)?.[1]) / 2));
      }
      const [call] = await listFaults(server);
      expect(call).toEqual({ status, outcome: "fault", scenario: `${fault}#1/1` });
    }
    expect(await listFaults(server)).toHaveLength(views.length);
    expect(server.records.filter(({ outcome }) => outcome === "fault")).toHaveLength(views.length);
    await expectUnharmed(server, upload);
  },
);

test.each(cases)("$provider, $stage: hang keeps the client waiting until it leaves", async (given) => {
  const server = await startFaulty(given.stage);
  const upload = await given.toUpload(server.url);
  const raw = openRawClient(server.port, toRequestBytes(upload, { "x-fault": "hang" }));
  await expect.poll(() => listFaults(server)).toHaveLength(1);
  expect([raw.received(), raw.socket.closed]).toEqual(["", false]);
  raw.socket.destroy();
  await expectUnharmed(server, upload);
  expect((await listFaults(server))[1]).toEqual({ status: null, outcome: "fault", scenario: "hang#1/1" });
});

test.each(cases)(
  "$provider, $stage: slow sends a whole answer on a connection that is used again",
  async (given) => {
    const server = await startFaulty(given.stage);
    const upload = await given.toUpload(server.url);
    const raw = openRawClient(server.port, toRequestBytes(upload, { "x-fault": "slow" }));
    const first = await raw.waitFor(/\}$/);
    expect(first).toContain("\r\nx-stuntface-scenario: slow#1/1\r\n");
    expect(first).toContain("\r\nx-stuntface-outcome: fault\r\n");
    expect(JSON.parse(first.split("\r\n\r\n")[1] ?? "")).toBeTypeOf("object");
    raw.socket.write(toRequestBytes(upload));
    const second = (await raw.waitFor(/\}HTTP.*\}$/s)).slice(first.length);
    expect(second).toContain("\r\nx-stuntface-outcome: real\r\n");
    expect(await listFaults(server)).toEqual([
      { status: 200, outcome: "real", scenario: "none" },
      { status: 200, outcome: "fault", scenario: "slow#1/1" },
    ]);
  },
);

test.each(providers)(
  "$provider: fetch rejects on a broken answer and reads a slow one",
  async ({ toUpload }) => {
    for (const stage of stages) {
      const server = await startFaulty(stage);
      const { path, headers, body } = await toUpload(server.url);
      const seen = [];
      for (const fault of ["reset", "empty", "garbage", "truncate", "slow"])
        seen.push(
          await fetch(`${server.url}${path}`, {
            method: "POST",
            body,
            headers: { ...headers, "x-fault": fault },
          })
            .then((response) => response.json())
            .then(
              () => "whole",
              (error) => (error as Error).name,
            ),
        );
      expect(seen).toEqual(["TypeError", "TypeError", "TypeError", "TypeError", "whole"]);
      expect(await listFaults(server)).toHaveLength(5);
    }
  },
);

test.each(providers)("$provider: a keep-alive agent goes on after every fault", async ({ toUpload }) => {
  const server = await startFaulty("normal");
  const upload = await toUpload(server.url);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  const send = (fault: string) =>
    new Promise<string>((resolve) => {
      const sent = request(`${server.url}${upload.path}`, {
        method: "POST",
        agent,
        headers: { ...upload.headers, "x-fault": fault },
      });
      sent.on("response", (response) => {
        response.on("error", (error: NodeJS.ErrnoException) => resolve(`cut: ${error.code}`));
        response.on("end", () =>
          resolve(`${response.statusCode}, ${sent.reusedSocket ? "old" : "new"} socket`),
        );
        response.resume();
      });
      sent.on("error", (error: NodeJS.ErrnoException) => resolve(String(error.code)));
      sent.end(upload.body);
    });
  const seen: string[] = [];
  for (const fault of ["none", "none", "reset", "none", "empty", "none", "truncate", "none", "slow", "none"])
    seen.push(await send(fault));
  const [whole, again] = ["200, new socket", "200, old socket"];
  expect(seen).toEqual([
    whole,
    again,
    "ECONNRESET",
    whole,
    "ECONNRESET",
    whole,
    "cut: ECONNRESET",
    whole,
    again,
    again,
  ]);
});
