import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createFormCalls } from "../../../src/fuzz/calls.ts";
import { runCases } from "../../../src/fuzz/run-cases.ts";
import { loadSchemas } from "../../../src/fuzz/run-fuzz.ts";
import type { World } from "../../../src/fuzz/world.ts";
import { createJpegHeader } from "../../helpers/images.ts";

const face = createJpegHeader("face");
const world: World = {
  seed: "broken",
  calls: createFormCalls({ faces: [face, face], blank: face }),
  faces: { faces: [face, face], blank: face },
  pictures: [],
  oddSizes: [],
  bombs: [],
};

type Respond = (request: IncomingMessage, response: ServerResponse, count: number) => void;

/** A server that is broken in one way; its tokens and its journal are in order unless the journal is given. */
async function startBroken(respond: Respond, journal: unknown = { total: 0, requests: [] }): Promise<string> {
  let count = 0;
  const server = createServer((request, response) => {
    request.resume();
    const { url = "" } = request;
    if (url.endsWith("/__admin/requests")) return void sendJson(response, 200, journal);
    if (url.includes("/__admin/spaces")) return void sendJson(response, 200, {});
    if (url.includes("/api/token")) return void sendJson(response, 200, { refresh: "r", access: "a" });
    respond(request, response, count++);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function sendJson(response: ServerResponse, status: number, body: unknown, headers = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}

async function fuzz(url: string): Promise<string> {
  const target = { url, bodyTimeoutMs: 100, look: async () => [] };
  const numbers = Array.from({ length: 24 }, (_, number) => number);
  const run = { kind: "headers", numbers, onProgress: () => undefined } as const;
  const { failures } = await runCases(target, world, loadSchemas(), run);
  return failures.flatMap(({ problems }) => problems).join("\n");
}

const broken: readonly (readonly [string, Respond, RegExp])[] = [
  ["answers 500", (_q, r) => sendJson(r, 500, { detail: "x" }), /the status is 500/],
  [
    "answers in HTML",
    (_q, r) => void r.writeHead(400, { "content-type": "text/html" }).end("<p>"),
    /no JSON/,
  ],
  ["ends connections", (_q, r) => void r.destroy(), /ended without an answer/],
  ["answers everything with 200", (_q, r) => sendJson(r, 200, {}), /the status is 200, not 40/],
  ["leaves out what the contract has", (_q, r) => sendJson(r, 200, {}), /not what the operation publishes/],
  [
    "has errors of its framework",
    (_q, r) => sendJson(r, 404, { statusCode: 404, error: "Not Found", message: "x" }),
    /one of the web framework/,
  ],
  ["has errors without a text", (_q, r) => sendJson(r, 404, { reason: "x" }), /has no text/],
  [
    "changes its mind",
    (_q, r, count) => sendJson(r, count % 2 ? 404 : 400, { detail: "x" }),
    /for the same bytes again/,
  ],
];

for (const [name, respond, problem] of broken)
  test(`a server that ${name} is found`, async () => {
    expect(await fuzz(await startBroken(respond))).toMatch(problem);
  });

test("a server that forgets calls, and one that invents them, is found", async () => {
  const refuse: Respond = (_request, response) =>
    sendJson(response, 404, { detail: "x" }, { "x-stuntface-request-id": "a" });
  expect(await fuzz(await startBroken(refuse))).toMatch(/the journal has call a with status 404 as \[\]/);
  const inventive = { total: 1_000, requests: [{ requestId: "a", status: 404 }] };
  expect(await fuzz(await startBroken(refuse, inventive))).toMatch(/counts 1000 calls, but only/);
});
