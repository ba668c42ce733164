import type { RouteOptions } from "fastify";
import Fastify from "fastify";
import { expect, onTestFinished, test } from "vitest";
import { toTemplate } from "../../src/openapi/document.ts";
import { findFault, type SentAnswer } from "../contract/check-answer.ts";
import { compileDocuments } from "../contract/compile-documents.ts";
import { createTestApp, createTestContext, postDidit, postSelfie } from "../helpers/app.ts";
import { createJpeg } from "../helpers/images.ts";
import { createSpecs } from "../helpers/specs.ts";

const image = await createJpeg();
const good: SentAnswer = {
  method: "GET",
  url: "/v3/billing/balance/",
  route: "/v3/billing/balance/",
  status: 200,
  headers: { "content-type": "application/json" },
  body: '{"balance":"1.0000","auto_refill_enabled":false,"auto_refill_amount":null,"auto_refill_threshold":null}',
  outcome: "real",
  isAltered: false,
  contract: "2025-05",
  envelope: "bare",
};

async function judge(change: Partial<SentAnswer>): Promise<string | undefined> {
  return findFault({ ...good, ...change }, await compileDocuments());
}

test("an answer that keeps its document has no fault", async () => {
  expect(await judge({})).toBeUndefined();
});

test.each([
  ["a value of another type", { body: good.body.replace('"1.0000"', "1") }, "the body does not fit"],
  ["a key too many", { body: good.body.replace("{", '{"x":1,') }, "the body does not fit"],
  ["a key too few", { body: '{"balance":"1.0000"}' }, "the body does not fit"],
  ["another media type", { headers: { "content-type": "text/plain" } }, "the media type text/plain"],
  ["an undocumented status", { status: 418 }, "the document has no such answer"],
  [
    "an undocumented path",
    { route: "/v3/billing/debt/", url: "/v3/billing/debt/" },
    "no document has the path",
  ],
  ["an error without its form", { status: 401, body: '{"error":"no"}' }, "the body does not fit"],
  ["a missing header", { status: 429, body: '{"detail":"wait"}' }, "the header Retry-After is missing"],
  ["an unknown path that is answered", { route: null, body: "{}" }, "an unknown path should be a 404"],
] as const)("%s is found", async (_what, change, text) => {
  expect(await judge(change)).toContain(text);
});

test("answers that a scenario's author wrote are left alone, values that it sets are not looked at", async () => {
  expect(await judge({ outcome: "http", status: 418, body: "tea" })).toBeUndefined();
  expect(await judge({ isAltered: true, body: "{}" })).toBeUndefined();
});

test("an edition is held against its own document", async () => {
  const liveness = {
    route: "/v3/passive-liveness/",
    url: "/v3/passive-liveness/",
    method: "POST",
    status: 403,
  };
  const body = '{"detail":"You do not have permission to perform this action."}';
  expect(await judge({ ...liveness, contract: "2026-06", body })).toBeUndefined();
  const wrong = { ...liveness, status: 200, body: '{"request_id":"x"}' };
  expect(await judge({ ...wrong, contract: "2026-06" })).toContain("the body does not fit");
});

test("the documents have the vendors' paths that the server has, and no others", async () => {
  const { context, providers } = createTestContext();
  const routes: RouteOptions[] = [];
  const app = Fastify();
  onTestFinished(() => app.close());
  app.addHook("onRoute", (route) => void routes.push(route));
  for (const provider of providers)
    await app.register(async (instance) => provider.register(instance, context.services));
  await app.ready();
  const served = routes.flatMap(({ url }) => (url === "*" ? [] : [toTemplate(url)]));
  const documents = (await compileDocuments()).filter(({ name }) => name !== "admin");
  const told = documents.flatMap(({ paths }) => Object.keys(paths));
  const slashed = served.map((path) => (path.endsWith("/") ? path : `${path}/`));
  expect([...new Set(slashed)].sort()).toEqual([...new Set(told)].sort());
});

/** What the framework answers besides the errors that scenarios can force. */
const frameworkStatuses = [200, 400, 405, 415];

test.each(createSpecs())(
  "the statuses documented for $id are those that it can be made to answer",
  async ({ id, errors }) => {
    const scenarios = errors.map((error) => ({
      id: `forced-${error}`,
      operation: id,
      when: { header: { "x-error": error } },
      outcome: { error },
      stage: "before_auth",
    }));
    const app = await createTestApp({ scenarios: JSON.stringify({ scenarios }), allowsServerErrors: true });
    const forced = new Set<number>(frameworkStatuses);
    for (const error of errors) forced.add(await call(app, id, error));
    const documents = await compileDocuments();
    const told = documents
      .flatMap(({ paths }) => Object.values(paths).flatMap((methods) => Object.values(methods)))
      .find(({ operationId }) => operationId === id);
    expect([...forced].sort()).toEqual(
      Object.keys(told?.responses ?? {})
        .map(Number)
        .sort(),
    );
  },
);

/** Status of a good call of the operation with this header. */
async function call(
  app: Awaited<ReturnType<typeof createTestApp>>,
  id: string,
  error: string,
): Promise<number> {
  const file = (name: string) => ({ name, filename: "a.jpg", content: image });
  const headers = { "x-error": error };
  if (id === "apptenticate.liveness") return (await postSelfie(app, [file("selfie")], headers)).status;
  const [vendor, name = ""] = id.split(".");
  if (vendor === "didit")
    return (await postDidit(app, name, [file("user_image"), file("ref_image")], headers)).status;
  const url = name === "token" ? "/api/token/" : "/api/token/refresh/";
  const payload = { username: "a", password: "b", refresh: "c" };
  return (await app.inject({ method: "POST", url, payload, headers })).statusCode;
}
