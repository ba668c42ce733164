import type { FastifyInstance } from "fastify";
import { expect } from "vitest";
import { createIdentity } from "../../src/identity.ts";
import { createTestApp, exampleTime, postForm, type TestSetup } from "./app.ts";
import { createJpeg } from "./images.ts";
import type { Part } from "./multipart.ts";

/** Asks a route such as `GET /__admin/health`; a text is sent as it is, anything else as JSON. */
export async function askAdmin(
  app: FastifyInstance,
  route: string,
  body?: unknown,
  headers: Record<string, string> = {},
) {
  const [method = "GET", url = "/"] = route.split(" ") as ["GET", string];
  const payload = typeof body === "string" ? body : JSON.stringify(body);
  const response = await app.inject({
    method,
    url,
    ...(body === undefined ? {} : { payload }),
    headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
  });
  const isJson = /json/.test(String(response.headers["content-type"])) && response.payload !== "";
  return {
    status: response.statusCode,
    headers: response.headers,
    text: response.payload,
    body: isJson ? response.json() : undefined,
  };
}

/** A server whose calls have ids of their own, with a short way to its admin surface. */
export async function createAdminApp(setup: TestSetup = {}) {
  const app = await createTestApp({ identity: createIdentity(null, exampleTime), ...setup });
  return {
    app,
    services: app.services,
    records: app.records,
    ask: (route: string, body?: unknown, headers?: Record<string, string>) =>
      askAdmin(app, route, body, headers),
  };
}

/** What a test varies in a call of Didit's passive liveness check. */
export type LivenessCall = {
  /** Id of the space it goes to. */
  readonly space?: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly headers?: Record<string, string>;
  readonly parts?: readonly Part[];
};

const photo = await createJpeg();

/** One ordinary photo as `user_image`. */
export const photoPart: Part = { name: "user_image", filename: "selfie.jpg", content: photo };

/** Calls Didit's passive liveness check with one ordinary photo. */
export async function callLiveness(
  app: FastifyInstance,
  { space, fields = {}, headers = {}, parts = [photoPart] }: LivenessCall = {},
) {
  const texts = Object.entries(fields).map(([name, content]) => ({ name, content }));
  const url = `${space === undefined ? "" : `/~${space}`}/v3/passive-liveness/`;
  return postForm(app, url, [...texts, ...parts], { "x-api-key": "test-key", ...headers });
}

/** Id of a call in the journal, from the answer to it. */
export function toRequestId({ headers }: { readonly headers: Record<string, unknown> }): string {
  return String(headers["x-stuntface-request-id"]);
}

/** A refused admin call: route, body, status and how the error starts. */
export type RefusedCase = readonly [string, unknown, number, string];

const ownScenario =
  "id: own\noperation: didit.passive-liveness\nwhen: { vendor_data: a }\noutcome: { score: 12 }";

/** Expects that the call is refused so by a server that holds the scenario `own` and one call, and that nothing changes. */
export async function expectRefused([route, body, status, error]: RefusedCase): Promise<void> {
  const { app, ask } = await createAdminApp();
  await ask("POST /__admin/scenarios", ownScenario);
  await callLiveness(app, { fields: { vendor_data: "a" } });
  const read = () =>
    Promise.all(
      ["requests", "scenarios", "scenarios/own", "spaces"].map(
        async (path) => (await ask(`GET /__admin/${path}`)).text,
      ),
    );
  const before = await read();
  const answer = await ask(route, body);
  expect([answer.status, answer.body.error.slice(0, error.length)]).toEqual([status, error]);
  expect(await read()).toEqual(before);
}
