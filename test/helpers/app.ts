import { createHash } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { expect, onTestFinished } from "vitest";
import type { AdminContext } from "../../src/admin/context.ts";
import { buildApp, createConsole, createProviders } from "../../src/app.ts";
import type { FaceEngine } from "../../src/face/engine.ts";
import type { Identity } from "../../src/identity.ts";
import { createIdentity } from "../../src/identity.ts";
import type { CallRecord } from "../../src/journal/record.ts";
import { toOptions } from "../../src/option-leaves.ts";
import type { Options, PartialOptions } from "../../src/options.ts";
import { toPackagePath } from "../../src/package-root.ts";
import { createImagine } from "../../src/providers/provider.ts";
import type { Mail } from "../../src/sandbox/mail.ts";
import { compileScenario } from "../../src/scenarios/compile.ts";
import { createScenarioFiles } from "../../src/scenarios/files.ts";
import { loadScenarios } from "../../src/scenarios/load.ts";
import { parseScenarios } from "../../src/scenarios/parse.ts";
import type { OperationSpec } from "../../src/scenarios/scenario.ts";
import { createServices, type Services } from "../../src/services.ts";
import { createFacts } from "./facts.ts";
import { createFakeEngine } from "./fake-engine.ts";
import { type Part, toMultipart } from "./multipart.ts";

export type TestSetup = {
  readonly options?: PartialOptions;
  readonly engine?: FaceEngine;
  /** Own scenarios, as YAML. */
  readonly scenarios?: string;
  readonly now?: () => number;
  /** A new id for each call instead of the published one. */
  readonly identity?: Identity;
  /** Statuses of 500 and more that the test provokes. */
  readonly allowsServerErrors?: boolean;
};

/** 2025-05-01T13:11:07.977806Z, the time of the published example. */
export const exampleTime = Date.UTC(2025, 4, 1, 13, 11, 7) + 977.806;
/** The request id of the published example. */
export const exampleId = "a1b2c3d4-e5f6-7890-1234-567890abcdef";

const shipped = new Map<string, ReturnType<typeof loadScenarios>>();

/** The shipped scenarios, which are never changed, read once for the same options: it is a third of the time that an app takes. */
function loadShipped(options: Options, specs: readonly OperationSpec[]) {
  const key = JSON.stringify(options);
  const loaded = shipped.get(key) ?? loadScenarios(toPackagePath("scenarios"), specs, "shipped");
  shipped.set(key, loaded);
  return loaded;
}

/** All that a server on a fake engine is made of. */
export function createTestContext(setup: TestSetup = {}) {
  const options = toOptions(setup.options ?? {});
  const providers = createProviders(options);
  const specs = providers.flatMap((provider) => provider.specs);
  const own = parseScenarios("test.yaml", "test", setup.scenarios ?? "", specs);
  expect(own.problems).toEqual([]);
  const records: CallRecord[] = [];
  const mails: Mail[] = [];
  const services = createServices({
    options,
    specs,
    engine: setup.engine ?? createFakeEngine([createFacts()]),
    identity: setup.identity ?? {
      ...createIdentity(options.seed, null),
      now: setup.now ?? (() => exampleTime),
      createId: () => exampleId,
    },
    files: createScenarioFiles(
      loadShipped(options, specs),
      own.drafts.map((draft) => compileScenario(draft, "file")),
    ),
    record: (record) => records.push(record),
    onMail: (_space, mail) => mails.push(mail),
  });
  onTestFinished(() => services.spaces.close());
  const result = { directory: null, scenarios: own.drafts.length, loadedAt: exampleTime, problems: [] };
  const context: AdminContext = {
    services,
    options,
    specs,
    imagine: createImagine(providers),
    endpoints: providers.flatMap((provider) => provider.endpoints),
    documents: providers.flatMap((provider) => provider.documents),
    sessions: createConsole(providers, services),
    readFiles: () => result,
    reload: async () => result,
    toBaseUrl: ({ host }) => `http://${host}`,
    readAuthority: () => undefined,
  };
  return { options, providers, context, records, mails };
}

/** What became of the calls to a test server, and what it is made of. */
type TestParts = {
  readonly records: CallRecord[];
  readonly mails: Mail[];
  readonly services: Services;
};

/** A server on a fake engine, closed after the test, which fails on an unexpected 500. */
export async function createTestApp(setup: TestSetup = {}): Promise<FastifyInstance & TestParts> {
  const { options, providers, context, records, mails } = createTestContext(setup);
  const app = await buildApp(options, providers, context);
  onTestFinished(async () => {
    await app.close();
    if (!setup.allowsServerErrors)
      expect(records.filter(({ status, outcome }) => (status ?? 0) >= 500 && outcome !== "http")).toEqual([]);
  });
  return Object.assign(app, { records, mails, services: context.services });
}

/** Posts a form; headers may be overridden. */
export async function postForm(
  app: FastifyInstance,
  url: string,
  parts: readonly Part[],
  headers: Record<string, string> = {},
) {
  const form = toMultipart(parts);
  const response = await app.inject({
    method: "POST",
    url,
    payload: form.payload,
    headers: { ...form.headers, ...headers },
  });
  return {
    status: response.statusCode,
    headers: response.headers,
    text: response.payload,
    body: response.json(),
  };
}

/** Posts to a Didit check with a key. */
export async function postDidit(
  app: FastifyInstance,
  endpoint: string,
  parts: readonly Part[],
  headers: Record<string, string> = {},
) {
  return postForm(app, `/v3/${endpoint}/`, parts, { "x-api-key": "test-key", ...headers });
}

/** Gets tokens for a user. */
export async function getTokens(
  app: FastifyInstance,
  username = "user",
): Promise<{ access: string; refresh: string }> {
  const { body } = await postForm(app, "/api/token/", [
    { name: "username", content: username },
    { name: "password", content: "secret" },
  ]);
  return body;
}

/** Posts to Apptenticate's liveness check as a user. */
export async function postSelfie(
  app: FastifyInstance,
  parts: readonly Part[],
  headers: Record<string, string> = {},
  username = "user",
) {
  const { access } = await getTokens(app, username);
  return postForm(app, "/api/v3/biometrics/liveness/", parts, {
    authorization: `Bearer ${access}`,
    ...headers,
  });
}

/** Hex sha256 of a text or of bytes. */
export function toSha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
